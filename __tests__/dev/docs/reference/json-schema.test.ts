import { environmentSchema } from "../../../../src/parts/environment-schema";
import { jsonSchemaPage } from "../../../../dev/docs/reference/json-schema";

interface Node {
  readonly [keyword: string]: unknown;
}

const { definitions } = JSON.parse(jsonSchemaPage(environmentSchema, "environment")) as {
  definitions: { whole: Node; extending: Node };
};

/** Nodes at and below a node, each with the key that leads to it. */
function nodesIn(node: unknown, key = ""): { key: string; node: Node }[] {
  if (node === null || typeof node !== "object") return [];
  const inside = Object.entries(node).flatMap(([name, child]) => nodesIn(child, name));
  return [{ key, node: node as Node }, ...inside];
}

const propertiesOf = (root: Node): { key: string; node: Node }[] =>
  nodesIn(root).flatMap(({ node }) =>
    Object.entries((node["properties"] ?? {}) as Record<string, Node>).map(([key, child]) => ({
      key,
      node: child,
    })),
  );

test("each mapping and list is named by its key, so that editors expect more than an object", () => {
  const containers = propertiesOf(definitions.whole).filter(({ node }) =>
    ["object", "array"].includes(String(node["type"])),
  );
  expect(containers.length).toBeGreaterThan(30);
  for (const { key, node } of containers) expect(node["title"]).toBe(`${String(node["type"])} (${key})`);
});

test("an entry of a mapping by name is named by that mapping", () => {
  const [nodeGroups] = propertiesOf(definitions.whole).filter(({ key }) => key === "nodeGroups");
  expect(nodeGroups?.node).toMatchObject({
    title: "object (nodeGroups)",
    additionalProperties: { title: "object (entry of nodeGroups)" },
  });
});

test("a key that chooses between mappings completes the value of each of them", () => {
  const [entry] = propertiesOf(definitions.whole).filter(({ key }) => key === "entry");
  expect(entry?.node).toMatchObject({
    properties: { type: { enum: ["ingress", "terraform-alb", "existing-alb", "nlb", "none"] } },
  });
});

test("a file that extends another has the same names", () => {
  const titles = nodesIn(definitions.extending).map(({ node }) => node["title"]);
  expect(titles).toContain("object (nodeGroups)");
});
