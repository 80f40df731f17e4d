variable "project" {
  type = string
}

locals {
  zones = ["a", "b", "c"]
}

resource "google_compute_network" "main" {
  project                 = var.project
  name                    = "main"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "nodes" {
  project       = var.project
  name          = "nodes-${length(local.zones)}"
  network       = google_compute_network.main.id
  region        = "europe-west3"
  ip_cidr_range = "10.0.0.0/20"
}
