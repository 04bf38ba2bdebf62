import { type Editable } from "../altered";
import { type Edit } from "../findings";

/** A change of the output of an environment with alerts. */
export interface AlertChange {
  readonly name: string;
  readonly edit: Edit;
}

/** All edits of changes, one after the other. */
export const together =
  (changes: readonly AlertChange[]): Edit =>
  (layers) =>
    changes.forEach(({ edit }) => edit(layers));

/** A change that makes the environment tell less. */
export interface Weakening extends AlertChange {
  /** Part of the message of a finding. */
  readonly named: string;
}

const RELEASES = { models: "alert_rules", platform: "platform_alerts" } as const;

/** Edits the values of a release. */
const values =
  (layer: "models" | "platform", release: string, edit: (values: Editable) => void): Edit =>
  (layers) => {
    const config = layers[layer].resource["helm_release"][release] as Editable;
    const json = JSON.parse(config["values"][0] as string) as Editable;
    edit(json);
    config["values"] = [JSON.stringify(json)];
  };

/** Edits the rules of the first group of a layer. */
export const rules = (layer: "models" | "platform", edit: (all: Editable[]) => Editable[]): Edit =>
  values(layer, RELEASES[layer], (json) => {
    const group = json["resources"][0].spec.groups[0] as Editable;
    group["rules"] = edit(group["rules"] as Editable[]);
  });

/** Edits the rules with a name; all severities of it unless one is named. */
export const rule = (
  layer: "models" | "platform",
  alert: string,
  edit: (rule: Editable) => void,
  severity?: string,
): Edit =>
  rules(layer, (all) => {
    const chosen = all.filter(
      (each) => each["alert"] === alert && (severity === undefined || each["labels"].severity === severity),
    );
    if (chosen.length === 0) throw new Error(`no rule ${alert}`);
    chosen.forEach(edit);
    return all;
  });

/** Replaces a part of the expression of an alert, in the severities that have it. */
export const expression =
  (layer: "models" | "platform", alert: string, from: string | RegExp, to: string): Edit =>
  (layers) => {
    let isChanged = false;
    const edit = rule(layer, alert, (each) => {
      const before = String(each["expr"]);
      each["expr"] = before.replaceAll(typeof from === "string" ? from : new RegExp(from, "g"), to);
      isChanged ||= each["expr"] !== before;
    });
    edit(layers);
    if (!isChanged) throw new Error(`${alert} has no ${String(from)}`);
  };

export const without = (layer: "models" | "platform", alert: string): Edit =>
  rules(layer, (all) => all.filter((each) => each["alert"] !== alert));

/** Adds a rule of the owner beside those of a layer. */
export const added = (layer: "models" | "platform", over: Editable): Edit =>
  rules(layer, (all) => [
    ...all,
    {
      alert: "Own",
      for: "5m",
      labels: { severity: "warning" },
      annotations: { summary: "a", runbook: "b" },
      ...over,
    },
  ]);

/** Edits the values of the metrics stack. */
export const stack = (edit: (values: Editable) => void): Edit => values("platform", "prometheus", edit);

/** Edits the route, the receivers and the inhibitions of Alertmanager. */
export const alertmanager = (edit: (config: Editable) => void): Edit =>
  stack((json) => edit(json["alertmanager"].config as Editable));

/** Sets a value of the metrics stack at a path such as `a.b.c`. */
export const stackValue = (path: string, value: unknown): Edit =>
  stack((json) => {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const holder = keys.reduce<Editable>((each, key) => (each[key] ??= {}) as Editable, json);
    holder[last] = value;
  });

/** Edits an alarm of CloudWatch. */
export const alarm =
  (name: string, edit: (config: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource["aws_cloudwatch_metric_alarm"][name] as Editable);

/** Edits the ServiceMonitor of the model `api`. */
export const monitor =
  (edit: (monitor: Editable) => void): Edit =>
  ({ models }) => {
    for (const release of Object.values(models.resource["helm_release"] as Record<string, Editable>)) {
      const json = JSON.parse(release["values"][0] as string) as Editable;
      const found = ((json["resources"] ?? []) as Editable[]).filter(({ kind }) => kind === "ServiceMonitor");
      if (found.length === 0) continue;
      found.forEach(edit);
      release["values"] = [JSON.stringify(json)];
    }
  };

/** Edits the scrape of the model `api`. */
export const scrape = (edit: (endpoint: Editable) => void): Edit =>
  monitor((each) => edit(each["spec"].endpoints[0] as Editable));
