import { plain } from "../../src/review/stages/phrase";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import { type Layers, outputStacks, reviewOf } from "./pairs";

const model = (paths: readonly string[]) => ({
  models: [{ name: "api", image: { tag: "1.0.0" }, port: 8080, paths }],
});

/** Lines on paths of clients, for a change from one form of an environment to another. */
function found(before: object, after: object, environment = "mlapp"): string[] {
  const [old, now] = [before, after].map((change) => outputStacks(planWith(environment, change)));
  const { topics } = reviewOf({ environment, before: old ?? [], after: now ?? [] });
  const section = topics.find(({ title }) => title === "Paths of clients");
  return (section?.lines ?? []).map(({ address, text }) => `${address}: ${plain(text)}`);
}

const lost = (before: object, after: object): string[] =>
  found(before, after).filter((line) => line.includes("get 404"));

test("a path in place of another one is reported, with the way that keeps its clients", () => {
  expect(lost(model(["/predict"]), model(["/v2"]))).toEqual([
    "kubernetes_ingress_v1.models: clients of mlapp.com/predict get 404 after the apply; list the old path beside the new one, move the clients, then remove it",
  ]);
});

test("the way is not reported: a path more, and then the old one less once its clients have moved is", () => {
  const both = model(["/predict", "/v2"]);
  expect(lost(model(["/predict"]), both)).toEqual([]);
  expect(lost(both, model(["/v2"]))).toHaveLength(1);
});

test.each([
  ["a path that includes it", ["/predict/one"], ["/predict"], 0],
  ["the path of everything", ["/predict"], ["/"], 0],
  ["a path that only begins alike", ["/predict-all"], ["/predict"], 1],
])("for %s in its place, the number of lost paths is right", (_, before, after, count) => {
  expect(lost(model(before), model(after))).toHaveLength(count);
});

test("another host is reported with every path that it served", () => {
  expect(lost(model(["/a", "/b"]), { ...model(["/a", "/b"]), entry: { host: "other.mlapp.com" } })).toEqual([
    expect.stringContaining(
      "clients of mlapp.com/a and 1 more get 404 after the apply; list the old host in entry.alsoHosts",
    ),
  ]);
});

test("a host that moves to alsoHosts loses no path, and its end does", () => {
  const other = "other.mlapp.com";
  const [one, both, swapped, end] = [
    {},
    { alsoHosts: [other] },
    { host: other, alsoHosts: ["mlapp.com"] },
    { host: other },
  ].map((entry) => ({ ...model(["/a"]), entry })) as [object, object, object, object];
  expect([lost(one, both), lost(both, swapped), lost(one, swapped)]).toEqual([[], [], []]);
  expect(lost(swapped, end)).toEqual([expect.stringContaining("clients of mlapp.com/a get 404")]);
});

test("a model more changes no path", () => {
  expect(found({}, {})).toEqual([]);
});

test("a new path of a public entry opens it to the internet, and a wider one does", () => {
  expect(found(model(["/predict"]), model(["/predict", "/admin"]))).toEqual([
    "kubernetes_ingress_v1.models: opened: the internet → mlapp.com/admin (new path)",
  ]);
  expect(found(model(["/predict"]), model(["/"]))).toEqual([
    "kubernetes_ingress_v1.models: opened: the internet → mlapp.com/ (new path)",
  ]);
  expect(found(model(["/"]), model(["/", "/admin"]))).toEqual([]);
});

describe("requests that another path of the same host gets", () => {
  const path = (name: string, service: string) => ({
    path: name,
    path_type: "Prefix",
    backend: { service: { name: service, port: { number: 80 } } },
  });
  const withPaths =
    (...paths: readonly object[]) =>
    ({ models }: Layers): void => {
      const [rule] = models.resource.kubernetes_ingress_v1.models.spec.rule;
      rule.http.path = paths;
    };
  const movedBetween = (before: readonly object[], after: readonly object[]): string[] => {
    const [old, now] = [before, after].map((paths) => outputStacks(planOf("mlapp"), withPaths(...paths)));
    const { topics } = reviewOf({ environment: "mlapp", before: old ?? [], after: now ?? [] });
    return (topics.find(({ title }) => title === "Paths of clients")?.lines ?? []).map(
      ({ level, text }) => `${level}: ${plain(text)}`,
    );
  };
  const [predict, everything] = [path("/predict", "model-service"), path("/", "training-service")];

  test("a path below one of another service takes its requests", () => {
    const below = path("/predict/v2", "training-service");
    expect(movedBetween([predict], [predict, below])).toEqual([
      "attention: requests of mlapp.com/predict/v2 go to service training-service, not to model-service",
    ]);
  });

  test("a path beside the path of everything takes its requests, and gives them back at its end", () => {
    expect(movedBetween([everything], [everything, predict])).toEqual([
      "attention: requests of mlapp.com/predict go to service model-service, not to training-service",
    ]);
    expect(movedBetween([everything, predict], [everything])).toEqual([
      "attention: requests of mlapp.com/predict go to service training-service, not to model-service",
    ]);
  });

  test("a path below one of the same service moves nothing", () => {
    expect(movedBetween([predict], [predict, path("/predict/v2", "model-service")])).toEqual([]);
  });
});

test("another host of a page is reported with its record and redirect URI", () => {
  const logIn = { programs: { mlflow: { host: "experiments.ml.example.com" } } };
  expect(found({}, { components: { "log-in": logIn } }, "ml-platform")).toEqual([
    "kubernetes_ingress_v1.log_in_mlflow: clients of mlflow.ml.example.com/ get 404 after the apply; before, add the redirect URI of the new host at the provider, and its record",
    "kubernetes_ingress_v1.log_in_mlflow: new path experiments.ml.example.com/, which is served under another host already",
  ]);
});
