package obs

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"
)

func TestLoggerWritesJSONAtItsLevel(t *testing.T) {
	var out bytes.Buffer
	log := NewLogger(&out, slog.LevelInfo)
	log.Debug("hidden")
	log.Info("shown", "count", 3)
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatalf("%v in %q", err, out.String())
	}
	if line["msg"] != "shown" || line["count"] != 3.0 {
		t.Fatalf("got %v", line)
	}
}

func TestMonitorStops(t *testing.T) {
	m, err := StartMonitor(context.Background(), "127.0.0.1:0", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Stop(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := StartMonitor(context.Background(), "256.0.0.1:0", slog.New(slog.DiscardHandler)); err == nil {
		t.Fatal("an impossible address was accepted")
	}
}
