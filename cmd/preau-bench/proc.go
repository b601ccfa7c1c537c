package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit in which /proc counts processor time: USER_HZ, which is 100 on every
// Linux there is (proc(5), time(7)).
const tick = 10 * time.Millisecond

// Positions in /proc/PID/stat, counted after the parenthesised name (proc(5): utime is field
// 14, stime 15, and the name is field 2).
const (
	utimeField = 14 - 3
	stimeField = 15 - 3
)

// cpuTime is the processor time that a process has taken, in its own code and in the kernel
// for it.
func cpuTime(pid int) (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	return parseCPU(string(stat))
}

// parseCPU reads the line of /proc/PID/stat. The name may hold spaces and parentheses, so
// fields are counted from the last one.
func parseCPU(stat string) (time.Duration, error) {
	end := strings.LastIndexByte(stat, ')')
	if end < 0 {
		return 0, errors.New("stat: no name")
	}
	fields := strings.Fields(stat[end+1:])
	if len(fields) <= stimeField {
		return 0, fmt.Errorf("stat: %d fields", len(fields))
	}
	user, err := strconv.ParseInt(fields[utimeField], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("stat: utime: %w", err)
	}
	system, err := strconv.ParseInt(fields[stimeField], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("stat: stime: %w", err)
	}
	return time.Duration(user+system) * tick, nil
}

// memory is what of a process is in memory (its resident set), in bytes: all of it, and the
// part that is its own rather than pages of its file, which the system may drop.
type memory struct {
	Resident  int64 `json:"resident"`
	Anonymous int64 `json:"anonymous"`
}

func memoryOf(pid int) (memory, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return memory{}, err
	}
	return parseMemory(string(status))
}

// parseMemory reads /proc/PID/status, whose kB are 1024 bytes.
func parseMemory(status string) (memory, error) {
	var m memory
	lines := bufio.NewScanner(strings.NewReader(status))
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), ":")
		var into *int64
		switch name {
		case "VmRSS":
			into = &m.Resident
		case "RssAnon":
			into = &m.Anonymous
		default:
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			return memory{}, fmt.Errorf("status: %s: %w", name, err)
		}
		*into = n << 10
	}
	if m.Resident == 0 {
		return memory{}, errors.New("status: no VmRSS")
	}
	return m, lines.Err()
}

// machine is where the figures were taken.
type machine struct {
	Processor string `json:"processor"`
	Cores     int    `json:"cores"`
	Memory    int64  `json:"memory"`
	Kernel    string `json:"kernel"`
}

// thisMachine describes the machine as far as /proc tells.
func thisMachine() machine {
	var m machine
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		m.Processor, m.Cores = parseProcessors(string(info))
	}
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			var kilobytes int64
			if n, _ := fmt.Sscanf(line, "MemTotal: %d kB", &kilobytes); n == 1 {
				m.Memory = kilobytes << 10
			}
		}
	}
	if release, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.Kernel = strings.TrimSpace(string(release))
	}
	return m
}

func parseProcessors(cpuinfo string) (name string, cores int) {
	for line := range strings.Lines(cpuinfo) {
		key, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(key) {
		case "processor":
			cores++
		case "model name":
			name = strings.TrimSpace(value)
		}
	}
	return name, cores
}
