// Package config is everything an operator may set: one struct, its defaults in code, read
// from PREAU_… environment variables and from an optional file of the same names, validated
// before anything starts. An unknown name is refused, because a setting that is silently
// ignored is worse than none.
package config

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Config is the configuration of one node.
type Config struct {
	URL          string     `env:"PREAU_URL" default:"http://localhost:8080" doc:"Public address of the app, as people type it."`
	ContentURL   string     `env:"PREAU_CONTENT_URL" default:"http://content.localhost:8080" doc:"Public address of untrusted content (course packages). Must be another host than PREAU_URL: another port is not enough, cookies do not see ports."`
	Listen       string     `env:"PREAU_LISTEN" default:":8080" doc:"Address and port the HTTP server listens on."`
	Proxies      string     `env:"PREAU_PROXIES" default:"" doc:"Addresses of the reverse proxies in front of this node, or their networks, separated by commas: 127.0.0.1, 10.2.0.0/16. The address that they say a request comes from (X-Forwarded-For) is believed, and that of nobody else; empty: nobody."`
	Data         string     `env:"PREAU_DATA" default:"data" doc:"Directory of what this node keeps: the search index, and the embedded defaults of documents and objects."`
	Documents    string     `env:"PREAU_DOCUMENTS" default:"" doc:"Where documents are kept: sqlite:/path/file.db or mongodb://…; empty: a SQLite file in PREAU_DATA."`
	Objects      string     `env:"PREAU_OBJECTS" default:"" doc:"Where files are kept: dir:/path or s3://KEY:SECRET@host/bucket?region=…&tls=true; empty: a directory in PREAU_DATA."`
	SMTP         string     `env:"PREAU_SMTP" default:"" doc:"Mail server: smtp://user:password@host:587 (STARTTLS) or smtps://…:465; empty: no mail is sent, notices are in the app only."`
	MailFrom     string     `env:"PREAU_MAIL_FROM" default:"Préau <ne-pas-repondre@localhost>" doc:"Sender of mails."`
	LogLevel     slog.Level `env:"PREAU_LOG_LEVEL" default:"INFO" doc:"DEBUG, INFO, WARN or ERROR. DEBUG writes a line for each request."`
	Metrics      string     `env:"PREAU_METRICS" default:"" doc:"Address of the Prometheus metrics and of pprof, for instance 127.0.0.1:9090; empty: none. Never expose it."`
	Forward      string     `env:"PREAU_FORWARD_NETWORKS" default:"" doc:"Private addresses or networks to which statements may be forwarded, over http too: 10.2.0.0/16, 127.0.0.1; empty: public addresses only, over https. A name that leads elsewhere is refused when it is called."`
	UploadLimit  int64      `env:"PREAU_UPLOAD_LIMIT" default:"2147483648" doc:"Bytes of one uploaded file at most."`
	PackageFiles int        `env:"PREAU_PACKAGE_FILES" default:"20000" doc:"Files in one course package at most."`
	PackageSize  int64      `env:"PREAU_PACKAGE_SIZE" default:"4294967296" doc:"Bytes of one course package, unpacked, at most."`
}

// testNames are variables of the test suite, which the program leaves alone.
const testNames = "PREAU_TEST_"

// Load reads the file at path (none if ""), then the environment, which wins, and validates.
func Load(path string, environ []string) (Config, error) {
	values := map[string]string{}
	if path != "" {
		if err := readFile(path, values); err != nil {
			return Config{}, err
		}
	}
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "PREAU_") && !strings.HasPrefix(name, testNames) {
			values[name] = value
		}
	}
	return fromValues(values)
}

func readFile(path string, values map[string]string) error {
	f, err := os.Open(path) // #nosec G304 -- the operator names the file
	if err != nil {
		return fmt.Errorf("configuration file: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return fmt.Errorf("%s, line %d: write NAME=value, not %q", path, n, line)
		}
		values[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return lines.Err()
}

func fromValues(values map[string]string) (Config, error) {
	var c Config
	var unknown []string
	for name := range values {
		unknown = append(unknown, name)
	}
	v := reflect.ValueOf(&c).Elem()
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		name := tag.Get("env")
		text, given := values[name]
		if !given {
			text = tag.Get("default")
		}
		if err := set(v.Field(i), text); err != nil {
			return c, fmt.Errorf("%s: %q is not what it takes: %w", name, text, err)
		}
		unknown = slices.DeleteFunc(unknown, func(u string) bool { return u == name })
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		return c, fmt.Errorf("unknown setting %s; the settings are: %s", strings.Join(unknown, ", "), strings.Join(Names(), ", "))
	}
	return c, c.validate()
}

func set(field reflect.Value, text string) error {
	switch target := field.Addr().Interface().(type) {
	case *string:
		*target = text
	case *int:
		n, err := strconv.Atoi(text)
		*target = n
		return err
	case *int64:
		n, err := strconv.ParseInt(text, 10, 64)
		*target = n
		return err
	case *slog.Level:
		return target.UnmarshalText([]byte(text))
	}
	return nil
}

// validate refuses what would only fail later, and says what to write instead.
func (c *Config) validate() error {
	app, err := publicURL("PREAU_URL", c.URL)
	if err != nil {
		return err
	}
	content, err := publicURL("PREAU_CONTENT_URL", c.ContentURL)
	if err != nil {
		return err
	}
	if app.Hostname() == content.Hostname() {
		return fmt.Errorf("PREAU_CONTENT_URL has the same host as PREAU_URL (%s): course packages would read sign-ins; give it a host of its own, such as contenu.%s", app.Hostname(), app.Hostname())
	}
	if _, err := proxies(c.Proxies); err != nil {
		return err
	}
	if _, err := networks("PREAU_FORWARD_NETWORKS", c.Forward); err != nil {
		return err
	}
	if c.Documents == "" {
		c.Documents = "sqlite:" + filepath.Join(c.Data, "preau.db")
	}
	if !strings.HasPrefix(c.Documents, "sqlite:") && !strings.HasPrefix(c.Documents, "mongodb") {
		return fmt.Errorf("PREAU_DOCUMENTS: write sqlite:/path/file.db or mongodb://host/database")
	}
	if c.Objects == "" {
		c.Objects = "dir:" + filepath.Join(c.Data, "objects")
	}
	if !strings.HasPrefix(c.Objects, "dir:") && !strings.HasPrefix(c.Objects, "s3:") {
		return fmt.Errorf("PREAU_OBJECTS: write dir:/path or s3://KEY:SECRET@host/bucket")
	}
	if c.UploadLimit < 1 || c.PackageFiles < 1 || c.PackageSize < 1 {
		return fmt.Errorf("PREAU_UPLOAD_LIMIT, PREAU_PACKAGE_FILES and PREAU_PACKAGE_SIZE must be above zero")
	}
	return nil
}

func publicURL(name, text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("%s: write a scheme and a host, such as https://preau.ac-lille.fr, not %q", name, text)
	}
	return u, nil
}

// proxies reads the proxies, which are not everybody.
func proxies(text string) ([]netip.Prefix, error) {
	list, err := networks("PREAU_PROXIES", text)
	for _, p := range list {
		if p.Bits() == 0 {
			return nil, fmt.Errorf("PREAU_PROXIES: %s is everybody, who could then say they are anybody; name the proxies", p)
		}
	}
	return list, err
}

// networks reads networks, or single addresses.
func networks(name, text string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(piece)
		if a, alone := netip.ParseAddr(piece); alone == nil {
			p, err = netip.PrefixFrom(a, a.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: write addresses or networks separated by commas, such as 127.0.0.1, 10.2.0.0/16, not %q", name, piece)
		}
		list = append(list, p.Masked())
	}
	return list, nil
}

// ForwardNetworks are the networks to which statements may be forwarded though they are private;
// valid after Load.
func (c *Config) ForwardNetworks() []netip.Prefix {
	list, err := networks("PREAU_FORWARD_NETWORKS", c.Forward)
	if err != nil {
		panic("config: networks that Load accepted: " + err.Error())
	}
	return list
}

// TrustedProxies are the networks of the proxies; valid after Load.
func (c *Config) TrustedProxies() []netip.Prefix {
	list, err := proxies(c.Proxies)
	if err != nil {
		panic("config: proxies that Load accepted: " + err.Error())
	}
	return list
}

// App is the public address of the app; valid after Load.
func (c *Config) App() *url.URL { return mustURL(c.URL) }

// Content is the public address of untrusted content; valid after Load.
func (c *Config) Content() *url.URL { return mustURL(c.ContentURL) }

func mustURL(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil {
		panic("config: an address that Load accepted: " + err.Error())
	}
	u.Path = ""
	return u
}

// Names lists the settings in order.
func Names() []string {
	t := reflect.TypeFor[Config]()
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = t.Field(i).Tag.Get("env")
	}
	return names
}

// WriteTable writes the settings as the Markdown table of docs/configuration.md.
func WriteTable(w io.Writer) error {
	t := reflect.TypeFor[Config]()
	if _, err := fmt.Fprint(w, "| setting | default | what it is |\n| --- | --- | --- |\n"); err != nil {
		return err
	}
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		def := "`" + tag.Get("default") + "`"
		if def == "``" {
			def = "(empty)"
		}
		if _, err := fmt.Fprintf(w, "| `%s` | %s | %s |\n", tag.Get("env"), def, tag.Get("doc")); err != nil {
			return err
		}
	}
	return nil
}
