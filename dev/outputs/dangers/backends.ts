import { OTHER_ACCOUNT } from "../../mutate/additions/values";
import { type Mutable, type MutableObject } from "../../mutate/edits";
import { firstBlock, objectAt, type StackChange, type Stacks } from "../change";

const STRANGER = "https://stranger.example.com";
const ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/stranger`;

const SETTINGS: readonly (readonly [words: string, values: MutableObject])[] = [
  ["another bucket", { bucket: "stranger-tfstate" }],
  ["the key of another stack", { key: "another/network/terraform.tfstate" }],
  ["another Region", { region: "us-west-2" }],
  ["no encryption", { encrypt: false }],
  ["another key", { kms_key_id: `arn:aws:kms:us-west-2:${OTHER_ACCOUNT}:alias/stranger` }],
  ["no lock", { use_lockfile: false }],
  ["public state", { acl: "public-read" }],
  ["S3 of a stranger", { endpoints: { s3: STRANGER } }],
  ["STS of a stranger", { endpoints: { sts: STRANGER } }],
  ["S3 of a stranger by the old name", { endpoint: STRANGER }],
  ["an assumed role", { assume_role: { role_arn: ROLE } }],
  ["an assumed role by the old name", { role_arn: ROLE }],
  ["a key in the file", { access_key: "AKIAIOSFODNN7EXAMPLE", secret_key: "correct-horse" }],
  ["a profile", { profile: "stranger" }],
  ["a file of credentials", { shared_credentials_files: ["/tmp/stranger"] }],
  ["certificates of a stranger", { custom_ca_bundle: "/tmp/stranger.pem" }],
  ["no certificate asked", { insecure: true }],
  ["a proxy", { http_proxy: STRANGER }],
  ["a key of the customer in the file", { sse_customer_key: "correct-horse-battery-staple" }],
  ["a lock of a stranger", { dynamodb_table: `arn:aws:dynamodb:us-west-2:${OTHER_ACCOUNT}:table/stranger` }],
  ["another account", { allowed_account_ids: [OTHER_ACCOUNT] }],
  ["no question for the account", { skip_requesting_account_id: true }],
];

/** Kinds of backends that keep a state elsewhere. */
const OTHERS: readonly (readonly [kind: string, values: MutableObject])[] = [
  ["local", { path: "/tmp/terraform.tfstate" }],
  ["http", { address: STRANGER, skip_cert_verification: true }],
  ["gcs", { bucket: "stranger" }],
  ["consul", { address: "stranger.example.com:80", path: "state" }],
  ["remote", { hostname: "stranger.example.com", organization: "stranger", workspaces: { name: "a" } }],
];

/** States that are elsewhere, readable, without a lock, or under another key. */
export const backendDangers = (stacks: Stacks): StackChange[] =>
  stacks.flatMap(({ layer, stack }) => {
    const { backend } = (stack.json["terraform"] ?? {}) as MutableObject;
    if (backend === undefined) return [];
    const change = (words: string, edit: StackChange["edit"]): StackChange => ({
      layer,
      address: "terraform.backend",
      change: words,
      edit,
    });
    const own = (json: MutableObject): MutableObject =>
      firstBlock(objectAt(json, "terraform")["backend"] as Mutable);
    const s3 = (json: MutableObject): MutableObject => firstBlock(own(json)["s3"] as Mutable);
    return [
      ...SETTINGS.map(([words, values]) =>
        change(`set ${words}`, (json) => void Object.assign(s3(json), structuredClone(values))),
      ),
      // A bucket has one owner, so a state without the argument is where it was.
      ...Object.keys(s3(stack.json as MutableObject))
        .filter((key) => key !== "allowed_account_ids")
        .map((key) => change(`unset ${key}`, (json) => void Reflect.deleteProperty(s3(json), key))),
      ...OTHERS.map(([kind, values]) =>
        change(
          `set ${kind}`,
          (json) => void (objectAt(json, "terraform")["backend"] = { [kind]: structuredClone(values) }),
        ),
      ),
      change(
        "remove the backend",
        (json) => void Reflect.deleteProperty(objectAt(json, "terraform"), "backend"),
      ),
      change(
        "add a cloud",
        (json) =>
          void (objectAt(json, "terraform")["cloud"] = {
            organization: "stranger",
            workspaces: { name: "a" },
          }),
      ),
      change("set the source of the provider to a stranger", (json) => {
        const all = objectAt(json, "terraform", "required_providers");
        (all["aws"] as MutableObject)["source"] = "stranger.example.com/stranger/aws";
      }),
      change("set an old version of the provider", (json) => {
        const all = objectAt(json, "terraform", "required_providers");
        (all["aws"] as MutableObject)["version"] = "= 3.0.0";
      }),
    ];
  });
