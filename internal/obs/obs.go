// Package obs lets an operator see a running node: structured logs without personal data,
// and, on an address of its own that is never exposed, Prometheus metrics and pprof.
package obs

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"preau.education/preau/internal/fault"
)

// NewLogger returns the logger of the process: JSON lines on w.
func NewLogger(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
}

// Monitor serves metrics and profiles on an address of its own.
type Monitor struct {
	Registry *prometheus.Registry
	server   *http.Server
	done     chan struct{}
}

const headerTimeout = 5 * time.Second

// StartMonitor listens on addr and serves /metrics and /debug/pprof until Stop.
func StartMonitor(ctx context.Context, addr string, log *slog.Logger) (*Monitor, error) {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fault.As("obs.StartMonitor", fault.Unavailable, "listen", err)
	}
	m := &Monitor{Registry: registry, server: &http.Server{Handler: mux, ReadHeaderTimeout: headerTimeout}, done: make(chan struct{})}
	go func() {
		defer close(m.done)
		if err := m.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("monitor stopped", "error", err)
		}
	}()
	return m, nil
}

// Stop ends the server and waits for it.
func (m *Monitor) Stop(ctx context.Context) error {
	err := m.server.Shutdown(ctx)
	<-m.done
	return err
}
