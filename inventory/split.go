package inventory

import "slices"

// appObserved is observed/<app>.yaml.
type appObserved struct {
	Machines []namedMachine `json:"machines,omitempty"`
	Volumes  []namedVolume  `json:"volumes,omitempty"`
}

type namedMachine struct {
	ID string `json:"id"`
	MachineObserved
}

type namedVolume struct {
	ID string `json:"id"`
	VolumeObserved
}

// managedObserved is observed/_org.yaml; no app's name starts that way.
type managedObserved struct {
	Managed []namedManaged `json:"managed_postgres,omitempty"`
}

type namedManaged struct {
	ID string `json:"id"`
	ManagedObserved
}

func (o appObserved) empty() bool { return len(o.Machines) == 0 && len(o.Volumes) == 0 }

// splitObserved takes the observations out of a copy of the app.
func splitObserved(app App) (App, appObserved) {
	var observed appObserved
	app.Machines.Items = slices.Clone(app.Machines.Items)
	for i := range app.Machines.Items {
		m := &app.Machines.Items[i]
		if m.Observed != nil {
			observed.Machines = append(observed.Machines, namedMachine{ID: m.ID, MachineObserved: *m.Observed})
			m.Observed = nil
		}
	}
	app.Volumes.Items = slices.Clone(app.Volumes.Items)
	for i := range app.Volumes.Items {
		v := &app.Volumes.Items[i]
		if v.Observed != nil {
			observed.Volumes = append(observed.Volumes, namedVolume{ID: v.ID, VolumeObserved: *v.Observed})
			v.Observed = nil
		}
	}
	return app, observed
}

// joinObserved puts them back; observations of things that are gone are left.
func joinObserved(app *App, observed appObserved) {
	machines := make(map[string]MachineObserved, len(observed.Machines))
	for _, m := range observed.Machines {
		machines[m.ID] = m.MachineObserved
	}
	for i := range app.Machines.Items {
		if o, ok := machines[app.Machines.Items[i].ID]; ok {
			app.Machines.Items[i].Observed = &o
		}
	}
	volumes := make(map[string]VolumeObserved, len(observed.Volumes))
	for _, v := range observed.Volumes {
		volumes[v.ID] = v.VolumeObserved
	}
	for i := range app.Volumes.Items {
		if o, ok := volumes[app.Volumes.Items[i].ID]; ok {
			app.Volumes.Items[i].Observed = &o
		}
	}
}

func joinManaged(clusters []ManagedCluster, observed managedObserved) {
	for i := range clusters {
		for _, o := range observed.Managed {
			if o.ID == clusters[i].ID {
				clusters[i].Observed = &o.ManagedObserved
			}
		}
	}
}
