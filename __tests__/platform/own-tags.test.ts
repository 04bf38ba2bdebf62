import { asArray, asObject, type JsonObject } from "../../src/terraform/stack-json";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

const TAGS = { "cost-center": "4711", "acme:data-class": "internal" };
const plan = () => planWith("ml-inference-prod", { tags: TAGS, components: { "ebs-csi": {} } });

const parsed = (text: unknown) => JSON.parse(String(text)) as JsonObject;
const addon = (name: string) =>
  asObject(
    plan()
      .stack("cluster")
      .resources("aws_eks_addon")
      .find(({ config }) => config["addon_name"] === name)?.config ?? null,
  );

test("every provider of every layer adds the tags of the file", () => {
  const providers = plan().stacks.flatMap((stack) => asArray(stack.providers["aws"]).map(asObject));
  expect(providers.length).toBeGreaterThan(4);
  for (const each of providers) {
    expect(asObject(asObject(asArray(each["default_tags"])[0])["tags"])).toMatchObject({
      ...TAGS,
      project: expect.any(String) as string,
    });
  }
});

test("instances, volumes and interfaces of nodes have the tags", () => {
  const templates = plan().stack("cluster").resources("aws_launch_template");
  expect(templates).not.toEqual([]);
  for (const { config } of templates) {
    for (const each of asArray(config["tag_specifications"]))
      expect(asObject(asObject(each)["tags"])).toMatchObject(TAGS);
  }
});

test("interfaces that the CNI creates have the tags", () => {
  const { env } = parsed(addon("vpc-cni")["configuration_values"]);
  expect(parsed(asObject(env ?? null)["ADDITIONAL_ENI_TAGS"])).toMatchObject(TAGS);
});

test("volumes of claims have the tags", () => {
  const { controller } = parsed(addon("aws-ebs-csi-driver")["configuration_values"]);
  expect(asObject(asObject(controller ?? null)["extraVolumeTags"] ?? null)).toMatchObject(TAGS);
});

test("load balancers of the controller have the tags", () => {
  const [values] = asArray(
    plan().stack("platform").find("helm_release.load_balancer_controller")?.config["values"],
  );
  expect(asObject(parsed(values)["defaultTags"] ?? null)).toMatchObject({ ...TAGS, layer: "load-balancers" });
});

test("without the key, providers have the five tags of this project alone", () => {
  const [provider] = asArray(planOf("mlapp").stack("network").providers["aws"]);
  const tags = asObject(
    asObject(asArray(asObject(provider ?? null)["default_tags"])[0] ?? null)["tags"] ?? null,
  );
  expect(Object.keys(tags)).toEqual([
    "environment",
    "layer",
    "owner",
    "private-eks-inference",
    "project",
    "repository",
  ]);
});
