import { differencesOf } from "../../real/kubernetes/harness/same-objects";
import { type JsonObject } from "../../../src/terraform/stack-json";

const OBJECT = {
  metadata: { name: "api", uid: "1", labels: { "app.kubernetes.io/name": "api" } },
  spec: { type: "ClusterIP", clusterIP: "172.20.0.0", ports: [{ port: 80 }] },
  status: {},
};

const changedBy = (change: JsonObject): string[] => differencesOf(OBJECT, { ...OBJECT, ...change });

test("equal objects under other names have no difference", () => {
  expect(changedBy({ metadata: { ...OBJECT.metadata, name: "other", uid: "2" }, status: { a: 1 } })).toEqual(
    [],
  );
});

test("a changed, added or removed value is a difference", () => {
  const spec = { ...OBJECT.spec, ports: [{ port: 81, name: "http" }] };
  expect(changedBy({ spec })).toEqual(["spec.ports.0.port CHANGE", "spec.ports.0.name CREATE"]);
  expect(changedBy({ spec: { ...OBJECT.spec, ports: [] } })).toEqual(["spec.ports.0 REMOVE"]);
  expect(changedBy({ metadata: {} })).toEqual(["metadata.labels.app.kubernetes.io/name REMOVE"]);
});

test("an address that the API server chooses is no difference", () => {
  expect(changedBy({ spec: { ...OBJECT.spec, clusterIP: "172.20.0.9" } })).toEqual([]);
});

test("only the default that a provider writes is no difference", () => {
  expect(changedBy({ immutable: false })).toEqual([]);
  expect(changedBy({ immutable: true })).toEqual(["immutable CREATE"]);
  expect(changedBy({ automountServiceAccountToken: true })).toEqual([]);
  expect(
    differencesOf({ automountServiceAccountToken: false }, { automountServiceAccountToken: true }),
  ).toEqual(["automountServiceAccountToken CHANGE"]);
});
