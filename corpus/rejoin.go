package corpus

import (
	"fmt"
	"maps"
	"slices"
)

// joinFlags are the flags that Join makes.
var joinFlags = []string{"crossing", "cross-section", "inconsistent", "slip"}

// Rejoin makes the groups of a family anew after its beads were changed, as
// Join does. A group whose units stay together keeps its checks, its split and
// the flags that Join does not make; a new group has the split of the group
// that its first unit was in.
func (f *Family) Rejoin() {
	key := func(g *Group) string {
		k := ""
		for _, lang := range slices.Sorted(maps.Keys(g.Members)) {
			k += fmt.Sprint(lang, g.Members[lang])
		}
		return k
	}
	type unit struct {
		lang string
		at   int
	}
	same, split := map[string]*Group{}, map[unit]string{}
	old := f.Groups
	for i := range old {
		same[key(&old[i])] = &old[i]
		for lang, members := range old[i].Members {
			for _, u := range members {
				split[unit{lang, u}] = old[i].Split
			}
		}
	}
	f.Groups = nil
	f.Join()
	for i := range f.Groups {
		g := &f.Groups[i]
		if was := same[key(g)]; was != nil {
			g.Checks, g.Split = was.Checks, was.Split
			for _, flag := range was.Flags {
				if !slices.Contains(joinFlags, flag) && !slices.Contains(g.Flags, flag) {
					g.Flags = append(g.Flags, flag)
				}
			}
			slices.Sort(g.Flags)
			continue
		}
		for _, d := range f.Versions {
			if m := g.Members[d.Lang]; len(m) > 0 {
				g.Split = split[unit{d.Lang, m[0]}]
				break
			}
		}
	}
}
