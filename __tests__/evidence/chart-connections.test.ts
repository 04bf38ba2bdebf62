import { CHART_FACTS } from "../../src/evidence/charts";
import { CONNECTIONS_OF_PARTS } from "../../src/evidence/generated/connections-of-parts";

const workloads = Object.values(CHART_FACTS).flatMap((facts) => facts.workloads);
const charts = Object.entries(CONNECTIONS_OF_PARTS);

test.each(charts)(
  "%s: each side of a connection is a workload of a chart, on a port that it has",
  (_, rows) => {
    const named = rows.flatMap(({ from, to, port }) => [
      ...("workload" in from ? [{ workload: from.workload }] : []),
      ...("workload" in to ? [{ workload: to.workload, port }] : []),
    ]);
    expect(named.length).toBeGreaterThanOrEqual(rows.length);
    const unknown = named.filter(({ workload, ...side }) => {
      const facts = workloads.find(({ name }) => name === workload);
      const ports = facts?.containers.flatMap((each) => each.ports ?? []) ?? [];
      return !facts || ("port" in side && !ports.some((each) => each.includes(`/${side.port}/TCP`)));
    });
    expect(unknown).toEqual([]);
  },
);

test.each(charts)(
  "%s: every workload with an address of its own connects, or accepts connections",
  (chart, rows) => {
    const named = new Set(
      rows.flatMap(({ from, to }) =>
        [from, to].flatMap((side) => ("workload" in side ? [side.workload] : [])),
      ),
    );
    const silent = (CHART_FACTS[chart]?.workloads ?? []).filter(
      ({ name, hostNetwork }) => hostNetwork !== true && !named.has(name),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  },
);

test.each(charts)("%s: the control plane connects to the ports of its webhooks", (chart, rows) => {
  const ports = rows.flatMap(({ from, port }) =>
    "place" in from && from.place === "control plane" ? [port] : [],
  );
  expect(ports).toEqual(CHART_FACTS[chart]?.controlPlanePorts);
});
