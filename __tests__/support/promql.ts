import { readExpression as read } from "../../src/parts/alerts/model/expression";

/** The parts of an expression that a test asks for. Grafana replaces its variables before Prometheus reads them. */
export function readExpression(expression: string): { readonly faults: string[]; readonly series: string[] } {
  const { selectors, fault } = read(expression.replaceAll("$__rate_interval", "5m"));
  return {
    faults: fault === undefined ? [] : [`${expression}: ${fault}`],
    series: selectors.map(({ metric }) => metric),
  };
}
