import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { COMPONENTS } from "../../src/parts/generated/registry";
import { ROOT } from "./documents";

/** Settings of a part in the first example of its page; none without a page. */
export function exampleOf(id: string): object {
  const page = join(ROOT, `docs/parts/${id}.md`);
  if (!existsSync(page)) return {};
  const [, yaml = ""] = /```yaml\n([^]*?)```/.exec(readFileSync(page, "utf8")) ?? [];
  const { components = {} } = (parse(yaml) ?? {}) as { components?: Readonly<Record<string, object>> };
  return components[id] ?? {};
}

/**
 * Keys under `components` that install every chart of the registry, with the parts that have to be ready before. Settings are those
 * of the examples of pages, or given ones where an example fits no other environment.
 */
export function chartParts(given: Readonly<Record<string, object>> = {}): Record<string, object> {
  const withKey = COMPONENTS.filter(({ settings }) => settings !== undefined);
  const withChart = withKey.filter(({ charts = [] }) => charts.length > 0);
  const required = withChart.flatMap(({ requires = [] }) => requires);
  const before = withKey.filter(({ provides = [] }) => provides.some((each) => required.includes(each)));
  return Object.fromEntries([...withChart, ...before].map(({ id }) => [id, given[id] ?? exampleOf(id)]));
}
