package identity

import "strings"

// uaiLetters are the control letters of a UAI, without i, o and q; a number's letter is the
// one at its remainder by 23.
const uaiLetters = "ABCDEFGHJKLMNPRSTUVWXYZ"

// NormalUAI returns the UAI as it is written, "0590123B", and whether it is one: seven digits
// (a Corsican establishment has 620 or 720 for its département) and their control letter.
func NormalUAI(s string) (uai string, ok bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	if len(s) != 8 {
		return s, false
	}
	n := 0
	for _, c := range []byte(s[:7]) {
		if c < '0' || c > '9' {
			return s, false
		}
		n = n*10 + int(c-'0')
	}
	return s, s[7] == uaiLetters[n%23]
}

// uaiDepartements are the prefixes of a UAI that are not the département's own number.
var uaiDepartements = map[string]string{
	"620": "2A", "720": "2B", "983": "988", "984": "987", "986": "986",
}

// DepartementOfUAI returns the code of the département a valid UAI lies in.
func DepartementOfUAI(uai string) string {
	prefix := uai[:3]
	if d, ok := uaiDepartements[prefix]; ok {
		return d
	}
	if prefix[0] == '0' {
		return prefix[1:]
	}
	return prefix
}
