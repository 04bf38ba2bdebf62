// Sends alerts as Alertmanager does: its configuration, routes, templates and SNS client, without its server. The module of
// Alertmanager lacks the built pages of its user interface, so the server itself cannot be built from it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/notify"
	"github.com/prometheus/alertmanager/notify/sns"
	"github.com/prometheus/alertmanager/template"
	"github.com/prometheus/alertmanager/types"
	"github.com/prometheus/common/model"
)

// An alert as promtool reports it, without its time.
type alert struct {
	Labels      model.LabelSet `json:"labels"`
	Annotations model.LabelSet `json:"annotations"`
	Resolved    bool           `json:"resolved"`
}

// A notification: alerts of one group, for one receiver.
type group struct {
	receiver string
	labels   model.LabelSet
	alerts   []*types.Alert
}

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("usage: send-alerts CONFIGURATION ALERTS ADDRESS"))
	}
	conf, err := config.LoadFile(os.Args[1])
	fail(err)
	address, err := url.Parse(os.Args[3])
	fail(err)
	written, err := os.ReadFile(os.Args[2])
	fail(err)
	var alerts []alert
	fail(json.Unmarshal(written, &alerts))
	tmpl, err := template.FromGlobs(conf.Templates)
	fail(err)
	tmpl.ExternalURL = &url.URL{Scheme: "http", Host: "127.0.0.1"}
	for _, each := range grouped(conf, alerts) {
		sent := 0
		for _, receiver := range conf.Receivers {
			if receiver.Name != each.receiver {
				continue
			}
			for _, sender := range receiver.SNSConfigs {
				sender.APIUrl = address.String()
				fail(notifyWith(sender, tmpl, each))
				sent++
			}
		}
		line, err := json.Marshal(map[string]any{"receiver": each.receiver, "group": each.labels, "sent": sent})
		fail(err)
		fmt.Println(string(line))
	}
}

// Groups of alerts by route, as the dispatcher forms them.
func grouped(conf *config.Config, alerts []alert) []*group {
	root := dispatch.NewRoute(conf.Route, nil)
	found := map[string]*group{}
	keys := []string{}
	for _, each := range alerts {
		for _, route := range root.Match(each.Labels) {
			labels := model.LabelSet{}
			for name, value := range each.Labels {
				if _, ok := route.RouteOpts.GroupBy[name]; ok || route.RouteOpts.GroupByAll {
					labels[name] = value
				}
			}
			key := strings.Join([]string{route.Key(), labels.String()}, " ")
			if found[key] == nil {
				found[key] = &group{receiver: route.RouteOpts.Receiver, labels: labels}
				keys = append(keys, key)
			}
			found[key].alerts = append(found[key].alerts, alertOf(each))
		}
	}
	sort.Strings(keys)
	groups := []*group{}
	for _, key := range keys {
		groups = append(groups, found[key])
	}
	return groups
}

func alertOf(each alert) *types.Alert {
	start := time.Date(2026, 11, 22, 3, 4, 0, 0, time.UTC)
	made := model.Alert{Labels: each.Labels, Annotations: each.Annotations, StartsAt: start}
	if each.Resolved {
		made.EndsAt = start.Add(time.Hour)
	}
	return &types.Alert{Alert: made, UpdatedAt: start}
}

func notifyWith(sender *config.SNSConfig, tmpl *template.Template, each *group) error {
	logger := slog.New(slog.NewTextHandler(os.Stderr, nil))
	client, err := sns.New(sender, tmpl, logger)
	if err != nil {
		return err
	}
	ctx := notify.WithGroupKey(context.Background(), each.labels.String())
	ctx = notify.WithGroupLabels(ctx, each.labels)
	ctx = notify.WithReceiverName(ctx, each.receiver)
	ctx = notify.WithNow(ctx, time.Now())
	_, err = client.Notify(ctx, each.alerts...)
	return err
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
