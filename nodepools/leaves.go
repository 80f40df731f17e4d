package nodepools

import (
	"cmp"
	"slices"
	"strconv"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// normal is a pool in the one form that is compared: lists without an order
// sorted, the older names of the boot disk's fields replaced.
func normal(p *containerpb.NodePool) *containerpb.NodePool {
	p = proto.Clone(p).(*containerpb.NodePool)
	slices.Sort(p.Locations)
	c := p.Config
	if c == nil {
		return p
	}
	slices.Sort(c.OauthScopes)
	slices.SortFunc(c.Taints, func(a, b *containerpb.NodeTaint) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Effect, b.Effect))
	})
	if c.BootDisk == nil && (c.DiskType != "" || c.DiskSizeGb > 0) {
		c.BootDisk = &containerpb.BootDisk{}
	}
	if c.BootDisk != nil {
		c.BootDisk.DiskType = cmp.Or(c.BootDisk.DiskType, c.DiskType)
		c.BootDisk.SizeGb = cmp.Or(c.BootDisk.SizeGb, int64(c.DiskSizeGb))
	}
	c.DiskType, c.DiskSizeGb = "", 0
	return p
}

// leaves are all set values of a message by path, in the API's names:
// config.bootDisk.sizeGb.
func leaves(m proto.Message) map[string]string {
	out := map[string]string{}
	walk("", m.ProtoReflect(), out)
	return out
}

func walk(path string, m protoreflect.Message, out map[string]string) {
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		at := join(path, f.JSONName())
		switch {
		case f.IsMap():
			v.Map().Range(func(k protoreflect.MapKey, v protoreflect.Value) bool {
				value(join(at, k.String()), f.MapValue(), v, out)
				return true
			})
		case f.IsList():
			for i := range v.List().Len() {
				value(join(at, strconv.Itoa(i)), f, v.List().Get(i), out)
			}
		default:
			value(at, f, v, out)
		}
		return true
	})
}

func value(at string, f protoreflect.FieldDescriptor, v protoreflect.Value, out map[string]string) {
	switch f.Kind() {
	case protoreflect.MessageKind, protoreflect.GroupKind:
		walk(at, v.Message(), out)
	case protoreflect.EnumKind:
		out[at] = strconv.Itoa(int(v.Enum()))
		if name := f.Enum().Values().ByNumber(v.Enum()); name != nil {
			out[at] = string(name.Name())
		}
	default:
		out[at] = v.String()
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
