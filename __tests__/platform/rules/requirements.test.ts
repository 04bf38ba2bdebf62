import { composeEnvironment } from "../../../src/platform/compose";
import { type AnyComponent, type Component, component, type Part } from "../../../src/platform/contract";
import { configWith } from "../../support/environments";
import { inInstallOrder } from "../../../src/platform/stacks/parts/install-order";
import { requirementRules } from "../../../src/platform/rules/requirements";

type Capability = Part["provides"][number];

const NAME = "ml-inference-prod";
const config = configWith(NAME);

const part = (id: string, declared: Partial<Component> = {}): AnyComponent =>
  component({ id, title: `Part ${id}`, ...declared });
const provider = (id: string, ...provides: Capability[]) => part(id, { provides });
const user = (id: string, ...requires: Capability[]) => part(id, { requires });

const orderOf = (...components: AnyComponent[]): string[] =>
  inInstallOrder(composeEnvironment(NAME, config, components).parts).map(({ id }) => id);

test("a part is installed after the part that provides what it requires", () => {
  expect(orderOf(user("first", "volumes"), part("other"), provider("last", "volumes"))).toEqual([
    "last",
    "first",
    "other",
  ]);
});

test("a part is installed after every part in a chain of requirements", () => {
  const middle = part("middle", { requires: ["certificates"], provides: ["volumes"] });
  expect(orderOf(user("top", "volumes"), middle, provider("base", "certificates"))).toEqual([
    "base",
    "middle",
    "top",
  ]);
});

test("parts without requirements keep the order of the registry", () => {
  expect(orderOf(part("b"), part("a"), part("c"))).toEqual(["b", "a", "c"]);
});

test("parts that require each other are refused with their titles", () => {
  const a = part("a", { requires: ["volumes"], provides: ["certificates"] });
  const b = part("b", { requires: ["certificates"], provides: ["volumes"] });
  expect(() => orderOf(a, b)).toThrow("Part a requires itself: Part a, Part b, Part a");
});

test("a part without the part that it requires is a mistake at its key, and the fix names the other key", () => {
  const disabled = part("disks", { provides: ["volumes"], isEnabled: () => false });
  expect(requirementRules(config, [user("store", "volumes"), disabled])).toEqual([
    {
      path: ["components", "store"],
      got: "Part store without volumes",
      expected: "a part that provides volumes",
      fix: "add components.disks, which Part store needs",
    },
  ]);
});

test("where no part provides a capability, the fix is to remove the part", () => {
  expect(requirementRules(config, [user("store", "volumes")])).toMatchObject([
    { fix: "remove components.store" },
  ]);
});

test("no problem is reported where another part provides what a part requires", () => {
  expect(requirementRules(config, [user("store", "volumes"), provider("disks", "volumes")])).toEqual([]);
});

test("an identity that no release names is refused", () => {
  const trust = { namespace: "n", serviceAccount: "s" };
  const lonely = part("lonely", {
    identities: () => [{ name: "role", id: "Role", description: "d", trust }],
  });
  expect(() => composeEnvironment(NAME, config, [lonely])).toThrow(
    "Part lonely has the identity role, which none of its releases names",
  );
});
