import { statedIn } from "../../src/infrastructure/stated";
import { configWith } from "../support/environments";
import { settingsFor } from "../support/recorded-causes";

const model = (name: string, over: object = {}) => ({ name, image: { tag: "1.0.0" }, ...over });

test("the load and the GPU memory of a model are found by its name", () => {
  const models = [
    model("quiet"),
    model("busy", { requestsPerSecond: { perPod: 2.5, peak: 40 }, gpuMemoryGiB: 20, alsoPorts: [8081] }),
  ];
  const stated = statedIn(settingsFor(configWith("ml-inference-prod", { models })));
  expect([...stated.models]).toEqual([
    [
      "quiet",
      { rates: undefined, gpuMemoryGiB: undefined, permissions: [], formerPorts: [], paths: ["/predict"] },
    ],
    [
      "busy",
      {
        rates: { perPod: 2.5, peak: 40, average: undefined },
        gpuMemoryGiB: 20,
        permissions: [],
        formerPorts: [8081],
        paths: ["/predict"],
      },
    ],
  ]);
});

test("quotas are those whose names AWS has", () => {
  const { quotas } = statedIn([
    { path: ["quotas", "standardVcpus"], value: 64 },
    { path: ["quotas", "wheels"], value: 4 },
  ]);
  expect(quotas).toEqual({ standardVcpus: 64 });
});

test("a record of an older synth, without settings, states nothing", () => {
  expect(statedIn([])).toEqual({ quotas: {}, models: new Map() });
});

test("a record without attachments and node groups does not say that there are none", () => {
  const { attachments, nodeGroups } = statedIn([{ path: ["namespace"], value: "models" }]);
  expect([attachments, nodeGroups]).toEqual([undefined, undefined]);
});

test("a file without other networks and reservations states that there are none", () => {
  const { attachments, nodeGroups } = statedIn(settingsFor(configWith("retail-forecast")));
  expect(attachments).toEqual([]);
  expect(nodeGroups?.size).toBeGreaterThan(0);
  for (const { reservation } of nodeGroups?.values() ?? []) expect(reservation).toBeUndefined();
});

test("values of other types state no load", () => {
  const { models } = statedIn([
    { path: ["models", 0, "name"], value: "api" },
    { path: ["models", 0, "requestsPerSecond", "perPod"], value: "20" },
  ]);
  expect(models.get("api")?.rates).toBeUndefined();
});
