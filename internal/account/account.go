// Package account names the Google service accounts that act for an app: what
// CI signs in as and what roles are given to. Terraform makes them.
package account

import "github.com/fly2k8s/fly2k8s/internal/short"

// A service account's id has at most 30 characters.
// https://cloud.google.com/iam/docs/service-accounts-create#creating
const longest = 30

// Deployer deploys one app, in every environment of the project.
func Deployer(project, app string) string { return email("deploy-"+app, project) }

// Platform applies what all apps of an environment share; it is an admin of the
// cluster, as it makes roles.
func Platform(project string) string { return email("fly2k8s-platform", project) }

// Previews makes and removes the namespaces of pull requests, of all apps.
func Previews(project string) string { return email("fly2k8s-previews", project) }

func email(id, project string) string {
	return short.Name(id, longest) + "@" + project + ".iam.gserviceaccount.com"
}
