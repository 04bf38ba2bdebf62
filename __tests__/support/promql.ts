import { createRequire } from "node:module";
import type { LRParser } from "@lezer/lr";

// The package has code for CommonJS, but its types are of an ES module only.
const { parser } = createRequire(__filename)("@prometheus-io/lezer-promql") as { readonly parser: LRParser };

/** The parts of an expression that a test asks for. Grafana replaces its variables before Prometheus reads them. */
export function readExpression(expression: string): { readonly faults: string[]; readonly series: string[] } {
  const text = expression.replaceAll("$__rate_interval", "5m");
  const [faults, series]: [string[], string[]] = [[], []];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) faults.push(`${text.slice(0, node.from)}HERE${text.slice(node.from)}`);
      if (node.name === "VectorSelector") {
        const name = node.node.getChild("Identifier");
        series.push(name ? text.slice(name.from, name.to) : "");
      }
    },
  });
  return { faults, series };
}
