import { CHARTS } from "../../../support/declared";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import "../../../support/terraform-matchers";
import {
  CONTROLLER,
  VARIANTS,
  withoutInternet,
  withNat,
  platform,
  valuesOf,
  leaves,
  imagesIn,
} from "./platform-stack";

test.each(VARIANTS)(
  "LBC-01 %s: every other release waits for the controller, whose webhook fails closed",
  (variant) => {
    const releases = platform(variant).resources("helm_release");
    expect(releases.map(({ address }) => address)).toContain(CONTROLLER);
    expect(releases.length).toBeGreaterThan(variant.startsWith("every chart") ? 3 : 0);
    const hasty = releases
      .filter(({ address }) => address !== CONTROLLER)
      .filter(({ config }) => !asArray(config["depends_on"]).includes(CONTROLLER));
    expect(hasty.map(({ address }) => address)).toEqual([]);
  },
);

test("LBC-01 each chart of the registry has a release among those that wait", () => {
  const names = withoutInternet()
    .resources("helm_release")
    .map(({ config }) => config["name"]);
  expect(names).toEqual(expect.arrayContaining(Object.keys(CHARTS)));
});

/** Other releases are local charts of custom resources, which have no pods. */
const isOfRepository = ({ config }: { readonly config: JsonObject }): boolean =>
  !String(config["chart"]).startsWith("${path.");

test.each(VARIANTS)("%s: every release has an exact version", (variant) => {
  const releases = platform(variant).resources("helm_release");
  expect(releases).not.toEqual([]);
  for (const { config } of releases.filter(isOfRepository))
    expect(config["version"]).toMatch(/^v?\d+\.\d+\.\d+$/);
});

test.each(VARIANTS)("%s: every release uses an existing namespace", (variant) => {
  const releases = platform(variant).resources("helm_release");
  expect(releases).not.toEqual([]);
  const created = platform(variant)
    .resources("kubernetes_namespace_v1")
    .map(({ config }) => asObject(config["metadata"])["name"]);
  for (const { config } of releases) {
    expect(["kube-system", ...created]).toContain(config["namespace"]);
    expect(config["create_namespace"]).toBe(false);
  }
});

test.each(VARIANTS)("%s: every release waits for its pods, and is rolled back if it fails", (variant) => {
  const releases = platform(variant).resources("helm_release");
  expect(releases).not.toEqual([]);
  for (const { config } of releases) expect(config).toMatchObject({ atomic: true });
  for (const { config } of releases.filter(isOfRepository)) expect(config).toMatchObject({ wait: true });
});

test.each(VARIANTS)("%s: no release sets single values or registry credentials", (variant) => {
  const releases = platform(variant).resources("helm_release");
  expect(releases).not.toEqual([]);
  const names = releases.flatMap(({ config }) => Object.keys(config));
  expect(names.filter((name) => /^(set|repository_)/.test(name))).toEqual([]);
});

test.each(VARIANTS)("%s: no release has a secret value", (variant) => {
  const stack = platform(variant);
  const releases = stack.resources("helm_release");
  expect(releases).not.toEqual([]);
  const keys = releases.flatMap(({ address }) => leaves(valuesOf(stack, address)).map(([key]) => key));
  expect(
    keys.filter(
      (key) =>
        !/^auto[mM]ountServiceAccountToken$/.test(key) &&
        /(password|token|credentials?|apiKey|(secret|access|private)Key)$/i.test(key),
    ),
  ).toEqual([]);
});

test.each(VARIANTS)("%s: every image of a release has a declared tag", (variant) => {
  const known = new Set<string>(
    Object.values(CHARTS).flatMap(({ images }) => Object.values(images).map(({ tag }) => tag)),
  );
  const stack = platform(variant);
  const images = stack
    .resources("helm_release")
    .filter(({ address }) => !address.startsWith("helm_release.charts_"))
    .flatMap(({ address }) => imagesIn(valuesOf(stack, address)));
  expect(images).not.toEqual([]);
  expect(images.filter(({ tag }) => !known.has(tag as string))).toEqual([]);
  expect(images.filter(({ tag }) => tag === "latest")).toEqual([]);
});

test("IMG-01 without internet access no release uses a public registry or repository", () => {
  const stack = withoutInternet();
  const own = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/";
  const sources = stack
    .resources("helm_release")
    .flatMap(({ address, config }) => [
      (config["repository"] as string).replace("oci://", ""),
      ...imagesIn(valuesOf(stack, address)).map(({ repository }) => repository as string),
    ]);
  expect(sources.length).toBeGreaterThan(10);
  expect(sources.filter((source) => !source.startsWith(own))).toEqual([]);
});

test("IMG-01 the values set every image of every declared chart", () => {
  const stack = withNat();
  const placed = stack.resources("helm_release").flatMap(({ address }) => imagesIn(valuesOf(stack, address)));
  // Those of KServe are texts; __tests__/parts/kserve has them.
  const listed = Object.entries(CHARTS)
    .filter(([name]) => !name.startsWith("kserve"))
    .flatMap(([, { images }]) => Object.values(images) as unknown as JsonObject[]);
  expect(placed).toHaveLength(listed.length);
  expect(placed).toEqual(expect.arrayContaining(listed));
});
