package translate_test

import (
	"os"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/translate"
)

// BenchmarkApp translates every config of the corpus; an operation is one app.
func BenchmarkApp(b *testing.B) {
	all := corpus(b, os.DirFS(testenv.Shared(b, "corpus")))
	both := make([]translate.AppInput, len(all))
	for i, in := range all {
		both[i] = in
		both[i].Live = deployed(in)
	}
	for name, inputs := range map[string][]translate.AppInput{"file": all, "file and machines": both} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, _, err := translate.App(inputs[i%len(inputs)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
