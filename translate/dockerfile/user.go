package dockerfile

import (
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

func (b *build) user(c *instructions.UserCommand, at int) {
	b.file.User = User{Line: at}
	b.file.User.Name, b.file.User.Group, _ = strings.Cut(b.expandFor("USER", at, c.User), ":")
	b.decide("USER", c.User, at)
}

// resolveUser gives the final USER its numbers. Accounts made by the file come
// first, then those of the base image, then those of every Linux image.
func (b *build) resolveUser() {
	u := &b.file.User
	known := knownImage(b.file.Base)
	if u.Line == 0 {
		*u = known.user()
		return
	}
	if id := number(u.Name); id != nil {
		u.UID, u.Known = id, true
	} else {
		b.nameToNumber(u, known)
	}
	if u.Group != "" {
		u.GID = b.groupNumber(u.Group, known)
	}
}

func (b *build) nameToNumber(u *User, known image) {
	if a, ok := find(b.accounts.users, u.Name); ok && !a.gone {
		u.Account = a.line
		u.GID = b.groupNumber(a.group, known)
		u.UID, u.Known = a.id, a.id != nil
		if a.id == nil && !a.system {
			u.UID = b.nextNumber(a, known)
			u.Known = u.UID != nil && known.ordinary
		}
		return
	}
	if a, ok := known.account(u.Name); ok {
		u.UID, u.GID, u.Known = &a.uid, &a.gid, true
	}
}

// nextNumber is the number that useradd and adduser give to an ordinary account:
// the first free one from 1000 (UID_MIN in login.defs, FIRST_UID in
// adduser.conf). In an image whose accounts are not all known it is a guess, and
// where the image has one far above 1000 there is none: useradd goes on from the
// highest, adduser fills the gap.
func (b *build) nextNumber(a account, known image) *int64 {
	taken := map[int64]bool{}
	for _, k := range known.accounts {
		if gone, ok := find(b.accounts.users, k.name); !ok || !gone.gone {
			taken[k.uid] = true
		}
		if k.uid > 1000 && k.uid < 60000 {
			return nil
		}
	}
	for _, u := range b.accounts.users {
		if u.id != nil {
			taken[*u.id] = true
			continue
		}
		id := int64(1000)
		for ; taken[id]; id++ {
		}
		if u.name == a.name {
			return &id
		}
		if !u.system && !u.gone {
			taken[id] = true
		}
	}
	return nil
}

func (b *build) groupNumber(group string, known image) *int64 {
	if id := number(group); id != nil {
		return id
	}
	if g, ok := find(b.accounts.groups, group); ok {
		return g.id
	}
	if a, ok := known.account(group); ok {
		return &a.gid
	}
	return nil
}
