import { PART_REQUESTS } from "../../dev/docs/all-requests";
import { releaseFor } from "../../src/parts/cluster-autoscaler/versions";
import { asObject } from "../../src/terraform/stack-json";
import { COMPONENTS } from "../../src/parts/generated/registry";
import { KUBERNETES } from "../../src/facts/kubernetes-versions";
import { instanceTypesKnown } from "../../src/facts/instance-capacity";
import { addonBuildsFor } from "../../src/evidence/addon-builds";
import { ADDONS_OF_PARTS } from "../../src/evidence/generated/addons-of-parts";
import { CHART_FACTS } from "../../src/evidence/charts";
import { CHART_VALUES } from "../../src/evidence/chart-values";
import { CHARTS } from "../support/declared";
import { everyPart } from "../support/every-part";
import { chartValue } from "../../src/infrastructure/kubernetes-charts";
import { ALL_CALLERS } from "../../src/evidence/callers";

const rows = Object.entries(CHARTS);
const addons = COMPONENTS.flatMap((part) => part.addons ?? []);
const factsOf = (chart: string) => {
  const facts = CHART_FACTS[chart];
  if (!facts) throw new Error(`no facts of ${chart}`);
  return facts;
};

test("parts declare each chart with facts, and no other", () => {
  expect(Object.keys(CHARTS).sort()).toEqual(Object.keys(CHART_FACTS).sort());
});

test.each(rows)("the declaration of %s has version and repository of the chart's facts", (chart, row) => {
  const { version, repository } = factsOf(chart);
  expect(row.version).toBe(version);
  expect(row.repository).toBe(repository);
});

test.each(rows)("the declaration of %s has exactly the images of the chart's facts", (chart, row) => {
  const images = Object.values(row.images).map(({ repository, tag }) => `${repository}:${tag}`);
  expect(images.sort()).toEqual(
    factsOf(chart)
      .images.map(({ repository, tag, tags }) => `${repository}:${tags?.[KUBERNETES.default] ?? tag}`)
      .sort(),
  );
});

test.each(rows)("the documented values of %s are of the version of its facts", (chart) => {
  expect(CHART_VALUES[chart]?.version).toBe(factsOf(chart).version);
});

const builds = addons.flatMap(({ name, versions }) =>
  Object.entries(versions).map(([kubernetes, build]) => [name, kubernetes, build] as const),
);

test.each(builds)(
  "the emitted build of %s on Kubernetes %s is the confirmed one: %s",
  (addon, kubernetes, build) => {
    expect(addonBuildsFor(addon, kubernetes, true)).toEqual([build]);
  },
);

test("every confirmed build is emitted, and no build is known twice", () => {
  const confirmed = Object.entries(ADDONS_OF_PARTS).flatMap(([addon, { builds: seen = {} }]) =>
    Object.entries(seen).flatMap(([build, versions]) =>
      versions.flatMap((each) => (each.confirmed ? [`${addon}@${build} ${each.kubernetes}`] : [])),
    ),
  );
  expect(confirmed.sort()).toEqual(
    builds.map(([addon, kubernetes, build]) => `${addon}@${build} ${kubernetes}`).sort(),
  );
});

test("the pods of every add-on are known, and of no other", () => {
  expect(Object.keys(ADDONS_OF_PARTS).sort()).toEqual(addons.map(({ name }) => name).sort());
});

test("each identity of an add-on is a service account of its pods", () => {
  const identities = Object.values(ADDONS_OF_PARTS).flatMap(({ identity, pods }) =>
    identity ? [{ ...identity, pods }] : [],
  );
  expect(identities.length).toBeGreaterThan(1);
  for (const { pods, namespace, serviceAccount } of identities) {
    expect(pods).toContainEqual(expect.objectContaining({ namespace, serviceAccount }));
  }
});

test("each caller calls from a place that exists, and one sign tells that it is there", () => {
  expect(ALL_CALLERS.length).toBeGreaterThan(20);
  for (const { title, from, sign } of ALL_CALLERS) {
    expect([title, from]).toEqual([title, expect.stringMatching(/^(nodes|fargate|models)$/)]);
    const signs = ["part", "type", "addon", "chart", "configMap", "action"];
    expect(signs.filter((key) => key in sign)).toHaveLength(1);
    expect(Object.keys(sign)).toHaveLength(1);
  }
});

test("each caller names its source with a date, and has no key that nothing reads", () => {
  expect(ALL_CALLERS.length).toBeGreaterThan(20);
  const keys = ["title", "order", "sign", "from", "calls", "controlPlanePorts", "source"];
  const ofCalls = ["service", "why", "unlessFalse", "onlyIf"];
  for (const caller of ALL_CALLERS) {
    expect([caller.title, caller.source]).toEqual([caller.title, expect.stringMatching(/20\d\d-\d\d-\d\d/)]);
    expect(Object.keys(caller).filter((key) => !keys.includes(key))).toEqual([]);
    for (const call of caller.calls) {
      expect(call).toMatchObject({ service: expect.any(String), why: expect.any(String) });
      expect(Object.keys(call).filter((key) => !ofCalls.includes(key))).toEqual([]);
    }
  }
});

/** Facts of callers in the form of declarations, by title. A driver and a plugin that call nothing have no declaration. */
const known = ALL_CALLERS.map(({ title, calls, controlPlanePorts }) => ({
  title,
  services: calls
    .filter(({ unlessFalse, onlyIf }) => unlessFalse === undefined && onlyIf === undefined)
    .map(({ service }) => service)
    .sort(),
  ports: Object.keys(controlPlanePorts).map(Number),
})).filter(({ services, ports }) => services.length + ports.length > 0);

test("each part declares the calls and ports of the facts, and no other", () => {
  const declared = everyPart()
    .map(({ title, needs }) => ({
      title,
      services: needs.services.map(({ service }) => service).sort(),
      ports: needs.fromControlPlane.map(({ port }) => port),
    }))
    .filter(({ services, ports }) => services.length + ports.length > 0);
  const byTitle = (a: { title: string }, b: { title: string }): number => a.title.localeCompare(b.title);
  expect(declared.sort(byTitle)).toEqual([...known].sort(byTitle));
});

test("a new GPU family in the catalog needs a look at the types on which the exporter of GPU counters runs", () => {
  const families = new Set(instanceTypesKnown().map((type) => type.split(".")[0]));
  expect([...families].filter((family) => /^[gp]\d/.test(String(family))).sort()).toEqual([
    "g4dn",
    "g5",
    "g5g",
    "g6",
    "g6e",
    "p4d",
    "p4de",
    "p5",
    "p5e",
    "p5en",
  ]);
});

test("each release of the Cluster Autoscaler that is emitted for a Kubernetes version is the known one", () => {
  const known = factsOf("cluster-autoscaler").images[0]?.tags ?? {};
  expect(Object.keys(known)).not.toEqual([]);
  for (const { version } of KUBERNETES.versions) {
    const release = releaseFor(version);
    expect(release === undefined ? undefined : `v${release}`).toBe(known[version]);
  }
});

test("each container of a chart without requests of its own has a row of requests", () => {
  const without = Object.values(CHART_FACTS).filter(({ workloads, defaults }) =>
    workloads.some(({ hook, nodes, containers }) =>
      hook === undefined && nodes !== "mps"
        ? containers.some(
            ({ init, values }) =>
              init !== true &&
              Object.keys(asObject(asObject(chartValue(defaults, values.resources))["requests"])).length ===
                0,
          )
        : false,
    ),
  );
  const charts = Object.keys(PART_REQUESTS).map((name) => name.split("/")[0] ?? "");
  const rows = new Set(charts.filter((name) => CHART_FACTS[name] !== undefined));
  const replaced = [...rows].filter((name) => !without.some(({ chart }) => chart === name));
  expect(without.map(({ chart }) => chart).filter((chart) => !rows.has(chart))).toEqual([]);
  // A row for a chart with requests of its own has others.
  for (const name of replaced) {
    const { requests, limits } = PART_REQUESTS[name] ?? {};
    for (const { values } of factsOf(name).workloads.flatMap(({ containers }) => containers)) {
      expect(chartValue(factsOf(name).defaults, values.resources)).not.toEqual({ requests, limits });
    }
  }
  expect(replaced).toEqual(["dcgm-exporter"]);
});
