package nodepool

// dotProduct fills one bin after the other, each time with the pod whose demand
// points most in the direction of the room that is left. Pinned pods go first,
// by first fit.
func dotProduct(l load, into []bin, offer vector, weights [4]float64) ([]bin, bool) {
	free := 0
	for free < len(l) && l[free].zone != anyZone {
		free++
	}
	if firstFit(l[:free], into) >= 0 {
		return nil, false
	}
	rest := append(load(nil), l[free:]...)
	for i := range into {
		for {
			best := suits(rest, into[i].free, offer, weights)
			if best < 0 {
				break
			}
			into[i].take(rest[best], 1)
			rest[best].n--
		}
	}
	for _, k := range rest {
		if k.n > 0 {
			return nil, false
		}
	}
	return into, true
}

// suits is the index of the kind that fits the room best; -1 when none fits.
func suits(l load, room, offer vector, weights [4]float64) int {
	best, most := -1, 0.0
	left := room.ratios(offer)
	for i, k := range l {
		if k.n == 0 || !k.ask.within(room) {
			continue
		}
		score := 0.0
		for d, r := range k.ask.ratios(offer) {
			score += weights[d] * r * left[d]
		}
		if best < 0 || score > most {
			best, most = i, score
		}
	}
	return best
}
