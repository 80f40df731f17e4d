package apply

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
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

// established waits until the server has taken every definition in.
func (a *Applier) established(ctx context.Context, crds []*unstructured.Unstructured) error {
	return wait.PollUntilContextTimeout(ctx, 100*time.Millisecond, time.Minute, true, func(ctx context.Context) (bool, error) {
		for len(crds) > 0 {
			served, err := a.served(ctx, crds[0])
			if err != nil || !served {
				return false, err
			}
			crds = crds[1:]
		}
		return true, nil
	})
}

func (a *Applier) served(ctx context.Context, crd *unstructured.Unstructured) (bool, error) {
	resource, err := a.resource(crd)
	if err != nil {
		return false, err
	}
	now, err := resource.Get(ctx, crd.GetName(), metav1.GetOptions{})
	if err != nil {
		return false, err
	}
	var typed apiextensions.CustomResourceDefinition
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(now.Object, &typed); err != nil {
		return false, err
	}
	return isEstablished(typed), nil
}

func isEstablished(crd apiextensions.CustomResourceDefinition) bool {
	for _, c := range crd.Status.Conditions {
		if c.Type == apiextensions.Established && c.Status == apiextensions.ConditionTrue {
			return true
		}
	}
	return false
}
