import { volumeClaims } from "../../../src/checks/workload/volume-claims";
import { volumeLines } from "../../../src/cost/volumes";
import { NO_OWN_PRICES } from "../../../src/cost/own-prices";
import { USUAL, usdOf } from "../../../src/cost/line";
import { type Editable, altered } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { TODAY, foundBy } from "../../support/findings";

/** An environment with a claim of Terraform and a StatefulSet of two pods. */
const withClaims = (edit: (claim: Editable, template: Editable, layers: Record<string, Editable>) => void) =>
  altered(planWith("ml-inference-prod", { components: { "ebs-csi": {} } }), (layers) => {
    const spec = (): Editable => ({
      access_modes: ["ReadWriteOnce"],
      storage_class_name: "encrypted-gp3",
      resources: { requests: { storage: "20Gi" } },
    });
    const claim = spec();
    const template = spec();
    const { resource } = layers.platform;
    resource.kubernetes_persistent_volume_claim_v1 = {
      data: { metadata: { name: "data", namespace: "tools" }, spec: claim },
    };
    resource.kubernetes_stateful_set_v1 = {
      store: {
        metadata: { name: "store", namespace: "tools" },
        spec: { replicas: 2, volume_claim_template: [{ metadata: { name: "disk" }, spec: template }] },
      },
    };
    edit(claim, template, layers);
  });

const nothing = () => undefined;

test("claims of a StorageClass in the stacks have no finding", () => {
  expect(foundBy(volumeClaims, withClaims(nothing))).toEqual([]);
});

test.each<[what: string, edit: Parameters<typeof withClaims>[0], message: string]>([
  [
    "a class outside of the stacks",
    (claim) => (claim["storage_class_name"] = "gp2"),
    "claim data names the StorageClass gp2, which is not in the stacks",
  ],
  [
    "a class of a StatefulSet outside of the stacks",
    (_, template) => (template["storage_class_name"] = "gp2"),
    "claim disk of store names the StorageClass gp2, which is not in the stacks",
  ],
  [
    "no class, without a default one",
    (claim, _, { platform }) => {
      delete claim["storage_class_name"];
      delete platform?.["resource"].kubernetes_storage_class_v1.ebs_csi.metadata.annotations;
    },
    "claim data names no StorageClass, and the stacks have no default one",
  ],
  [
    "several nodes for one volume of EBS",
    (claim) => (claim["access_modes"] = ["ReadWriteMany"]),
    "claim data has the access modes ReadWriteMany, expected ReadWriteOnce or ReadWriteOncePod for EBS",
  ],
  ["no access mode", (_, template) => delete template["access_modes"], "has the access modes (none)"],
  ["no size", (claim) => delete claim["resources"], "claim data requests no storage"],
  [
    "a wrong size",
    (claim) => (claim["resources"].requests.storage = "much"),
    "claim data requests much storage",
  ],
])("volume-claims finds %s", (_, edit, message) => {
  expect(foundBy(volumeClaims, withClaims(edit)).join("\n")).toContain(message);
});

test("a claim without a class has the default one", () => {
  expect(
    foundBy(
      volumeClaims,
      withClaims((claim) => delete claim["storage_class_name"]),
    ),
  ).toEqual([]);
});

const linesOf = (edit: Parameters<typeof withClaims>[0]) =>
  volumeLines({ plan: withClaims(edit), own: NO_OWN_PRICES, ...USUAL, today: TODAY });

test("each claim is a line of the cost, by its size and pods", () => {
  const lines = linesOf(nothing);
  expect(lines.map(({ item }) => item)).toEqual(["volume of claim data", "volume of claim disk of store"]);
  const [one = 0, two = 0] = lines.map((line) => usdOf(line)?.max);
  expect(one).toBeCloseTo(20 * (lines[0]?.price?.usd ?? NaN));
  expect(two).toBeCloseTo(2 * one);
});

test("a volume without a known type or size has no line with a price", () => {
  const items = (edit: Parameters<typeof withClaims>[0]) => linesOf(edit).map(({ item }) => item);
  expect(items((claim) => (claim["storage_class_name"] = "gp2"))).toEqual(["volume of claim disk of store"]);
  expect(items((claim) => delete claim["resources"])).toEqual(["volume of claim disk of store"]);
});

/** A volume that Terraform makes, and claims of it by name. */
const withVolume = (reservedFor: string | undefined, ...claims: readonly string[]) =>
  altered("ml-inference-prod", ({ platform }) => {
    const { resource } = platform;
    resource.kubernetes_persistent_volume_v1 = {
      data: {
        metadata: { name: "data" },
        spec: {
          access_modes: ["ReadWriteOnce"],
          ...(reservedFor === undefined ? {} : { claim_ref: { name: reservedFor, namespace: "tools" } }),
        },
      },
    };
    resource.kubernetes_persistent_volume_claim_v1 = Object.fromEntries(
      claims.map((name) => [
        name,
        {
          metadata: { name, namespace: "tools" },
          spec: { volume_name: "${kubernetes_persistent_volume_v1.data.metadata[0].name}" },
        },
      ]),
    );
  });

const NAME_OF_CLAIM = "${kubernetes_persistent_volume_claim_v1.data.metadata[0].name}";

test.each([[undefined], ["data"], [NAME_OF_CLAIM]])(
  "a volume for one claim has no finding (reserved for %s)",
  (reserved) => {
    expect(foundBy(volumeClaims, withVolume(reserved, "data"))).toEqual([]);
  },
);

test("volume-claims finds a claim of a volume that is reserved for another one", () => {
  expect(foundBy(volumeClaims, withVolume("data", "data", "more"))).toEqual([
    "kubernetes_persistent_volume_claim_v1.more: claim more is never bound: its volume data is reserved for claim tools/data",
  ]);
});

test("volume-claims finds two claims of one volume", () => {
  expect(foundBy(volumeClaims, withVolume(undefined, "data", "more"))).toEqual([
    "kubernetes_persistent_volume_claim_v1.more: claim more is never bound: its volume data is that of claim tools/data, too",
  ]);
});
