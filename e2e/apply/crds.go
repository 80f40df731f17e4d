package apply

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/wait"
	"sigs.k8s.io/yaml"
)

// InstallCRDs applies every custom resource definition in the folders and waits
// until the server serves them.
func (a *Applier) InstallCRDs(ctx context.Context, folders ...string) error {
	var installed []*unstructured.Unstructured
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
		if err != nil {
			return err
		}
		for _, file := range files {
			crd, err := readCRD(file)
			if err != nil {
				return err
			}
			if crd == nil {
				continue
			}
			if _, err := a.Apply(ctx, crd); err != nil {
				return err
			}
			installed = append(installed, crd)
		}
	}
	if err := a.established(ctx, installed); err != nil {
		return fmt.Errorf("wait for custom resource definitions: %w", err)
	}
	a.Refresh()
	return nil
}

// readCRD reads a file; nil if it holds something else than a CRD.
func readCRD(file string) (*unstructured.Unstructured, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	crd := &unstructured.Unstructured{}
	if err := yaml.Unmarshal(data, &crd.Object); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if crd.GetKind() != "CustomResourceDefinition" {
		return nil, nil
	}
	unstructured.RemoveNestedField(crd.Object, "status")
	return crd, nil
}

func (a *Applier) established(ctx context.Context, crds []*unstructured.Unstructured) error {
	return wait.PollUntilContextTimeout(ctx, 200*time.Millisecond, time.Minute, true, func(ctx context.Context) (bool, error) {
		for _, crd := range crds {
			now, err := a.Apply(ctx, crd)
			if err != nil {
				return false, err
			}
			var typed apiextensions.CustomResourceDefinition
			if err := runtime.DefaultUnstructuredConverter.FromUnstructured(now.Object, &typed); err != nil {
				return false, err
			}
			if !isEstablished(typed) {
				return false, nil
			}
		}
		return true, nil
	})
}

func isEstablished(crd apiextensions.CustomResourceDefinition) bool {
	for _, c := range crd.Status.Conditions {
		if c.Type == apiextensions.Established && c.Status == apiextensions.ConditionTrue {
			return true
		}
	}
	return false
}
