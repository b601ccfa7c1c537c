package statement

import "strings"

// Agent is an agent or a group, as it was named once. Two are the same if their keys are.
type Agent struct {
	Raw   []byte // the JSON object as received
	Group bool
	Name  string

	// Its identifier is one of these; an anonymous group has none.
	Mbox, MboxSHA1, OpenID string
	Account                Account
}

// Account is an account on another system. Both are "" when there is none; Name alone may be.
type Account struct{ HomePage, Name string }

// Key is the canonical form of the identifier: "mbox:mailto:…" with the domain in lower case,
// "sha1:…" in lower case, "openid:…", or "account:", the home page, "|" and the name: no IRI has a
// bar in it. It is "" for an anonymous group, which is like no other (Data 2.4.2.2). It does
// not tell agents from groups: no identifier serves for both.
func (a Agent) Key() string {
	switch {
	case a.Mbox != "":
		return "mbox:" + sameMbox(a.Mbox)
	case a.MboxSHA1 != "":
		return "sha1:" + strings.ToLower(a.MboxSHA1)
	case a.OpenID != "":
		return "openid:" + a.OpenID
	case a.Account.HomePage != "":
		return "account:" + a.Account.HomePage + "|" + a.Account.Name
	}
	return ""
}

// MarshalJSON writes it as it was received; or, made by hand, with its name and identifier.
func (a Agent) MarshalJSON() ([]byte, error) {
	if a.Raw != nil {
		return a.Raw, nil
	}
	b := []byte(`{"objectType":"Agent"`)
	if a.Group {
		b = []byte(`{"objectType":"Group"`)
	}
	for _, p := range [][2]string{{"name", a.Name}, {"mbox", a.Mbox}, {"mbox_sha1sum", a.MboxSHA1}, {"openid", a.OpenID}} {
		if p[1] != "" {
			b = append(append(b, `,"`+p[0]+`":`...), quoted(p[1])...)
		}
	}
	if a.Account.HomePage != "" {
		b = append(append(b, `,"account":`...), a.Account.json()...)
	}
	return append(b, '}'), nil
}

func quoted(s string) []byte { return quote(nil, s) }

func (a Account) json() []byte {
	b := append([]byte(`{"homePage":`), quoted(a.HomePage)...)
	b = append(append(b, `,"name":`...), quoted(a.Name)...)
	return append(b, '}')
}

// ParseAgent reads the agent parameter of a request (Communication 2.1.3): an agent or an
// identified group, under the rules that hold in statements. The error is a *Problem.
func ParseAgent(raw []byte, v Version) (Agent, error) {
	d, p := read(raw)
	if p != nil {
		return Agent{}, p
	}
	c := checker{doc: d, version: v}
	if p := c.check(0, anActor); p != nil {
		return Agent{}, p
	}
	a := d.agent(0)
	if a.Key() == "" {
		return Agent{}, problem("", "must be identified: needs one of mbox, mbox_sha1sum, openid and account")
	}
	return a, nil
}

// agent reads an agent or group that was checked.
func (d *doc) agent(i int32) Agent {
	a := Agent{
		Raw:   d.bytes(i),
		Group: d.str(i, "objectType") == "Group",
		Name:  d.str(i, "name"),
	}
	m, _ := d.identifier(i)
	if m == 0 {
		return a
	}
	switch d.key(m) {
	case "mbox":
		a.Mbox = d.text(m)
	case "mbox_sha1sum":
		a.MboxSHA1 = d.text(m)
	case "openid":
		a.OpenID = d.text(m)
	default:
		a.Account = Account{HomePage: d.str(m, "homePage"), Name: d.str(m, "name")}
	}
	return a
}

// Person writes what is known of one person as the Agents resource answers it (Communication
// 2.4): every name and identifier of the agents once, in arrays, in their order.
func Person(agents []Agent) []byte {
	var names, mboxes, sha1s, openids, accounts keys
	for _, a := range agents {
		names.add(a.Name)
		mboxes.add(a.Mbox)
		sha1s.add(a.MboxSHA1)
		openids.add(a.OpenID)
		if a.Account.HomePage != "" {
			accounts.add(string(a.Account.json()))
		}
	}
	b := []byte(`{"objectType":"Person"`)
	for _, p := range []struct {
		key    string
		values []string
	}{{"name", names.list}, {"mbox", mboxes.list}, {"mbox_sha1sum", sha1s.list}, {"openid", openids.list}, {"account", accounts.list}} {
		if len(p.values) == 0 {
			continue
		}
		b = append(b, `,"`+p.key+`":[`...)
		for i, v := range p.values {
			if i > 0 {
				b = append(b, ',')
			}
			if p.key == "account" {
				b = append(b, v...)
			} else {
				b = quote(b, v)
			}
		}
		b = append(b, ']')
	}
	return append(b, '}')
}
