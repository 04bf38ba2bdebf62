import { type JsonObject } from "../../../../src/terraform/stack-json";
import { weakeningsOf } from "../../../../dev/mutate/generated/weakenings";

const weakenings = (type: string, config: JsonObject) =>
  weakeningsOf({ address: `${type}.a`, type, name: "a", config });

const changesOf = (type: string, config: JsonObject): string[] =>
  weakenings(type, config).map(({ change }) => change);

const after = (type: string, config: JsonObject, change: string): unknown => {
  const found = weakenings(type, config).find((each) => each.change === change);
  if (!found) throw new Error(`no ${change} in ${changesOf(type, config).join(", ")}`);
  return found.apply(structuredClone(config) as never);
};

test("a flag is turned, and an optional argument is not set any more", () => {
  const config = { storage_encrypted: true };
  expect(changesOf("aws_db_instance", config)).toEqual([
    "turn storage_encrypted to false",
    "unset storage_encrypted",
  ]);
  expect(after("aws_db_instance", config, "turn storage_encrypted to false")).toEqual({
    storage_encrypted: false,
  });
  expect(after("aws_db_instance", config, "unset storage_encrypted")).toEqual({});
});

test("a flag as text is turned too", () => {
  const config = { metadata_options: { instance_metadata_tags: "disabled" }, disable_api_stop: "true" };
  expect(changesOf("aws_launch_template", config)).toContain("turn disable_api_stop to false");
});

test("a number goes down, up and to nothing", () => {
  expect(changesOf("aws_cloudwatch_log_group", { retention_in_days: 30 })).toEqual([
    "set retention_in_days to 0",
    "set retention_in_days to 15",
    "set retention_in_days to 300",
    "unset retention_in_days",
  ]);
});

test("a quantity goes to nothing and up", () => {
  const config = { spec: { limits: { memory: "512Mi" } } };
  expect(changesOf("kubernetes_limit_range_v1", config)).toEqual(
    expect.arrayContaining(["set spec.limits.memory to 0Mi", "set spec.limits.memory to 5120Mi"]),
  );
});

test("a list is emptied and widened by what its items are", () => {
  expect(changesOf("aws_eks_cluster", { vpc_config: { public_access_cidrs: ["10.0.0.0/8"] } })).toEqual(
    expect.arrayContaining([
      "empty vpc_config.public_access_cidrs",
      "add 0.0.0.0/0 to vpc_config.public_access_cidrs",
    ]),
  );
  expect(changesOf("aws_eks_cluster", { enabled_cluster_log_types: ["audit"] })).toContain(
    "add * to enabled_cluster_log_types",
  );
});

test("a range is opened, also one of IPv6", () => {
  expect(changesOf("aws_vpc_security_group_ingress_rule", { cidr_ipv4: "10.0.0.0/8" })).toContain(
    "set cidr_ipv4 to 0.0.0.0/0",
  );
  expect(changesOf("aws_vpc_security_group_ingress_rule", { cidr_ipv6: "fd00::/8" })).toContain(
    "set cidr_ipv6 to ::/0",
  );
  expect(changesOf("aws_vpc_security_group_ingress_rule", { cidr_ipv4: "0.0.0.0/0" })).not.toContain(
    "set cidr_ipv4 to 0.0.0.0/0",
  );
});

test("a known choice becomes the weaker one, and an unknown text stays", () => {
  expect(changesOf("aws_ecr_repository", { image_tag_mutability: "IMMUTABLE", name: "a" })).toEqual([
    "set image_tag_mutability to MUTABLE",
    "unset image_tag_mutability",
  ]);
});

test("an account becomes that of a stranger, also inside of a text", () => {
  const config = { role: "a", policy_arn: "arn:aws:iam::111122223333:policy/a" };
  expect(after("aws_iam_role_policy_attachment", config, "set policy_arn to another account")).toEqual({
    role: "a",
    policy_arn: "arn:aws:iam::999988887777:policy/a",
  });
});

test("values of a chart are weakened in their text", () => {
  const config = { name: "a", chart: "a", values: [JSON.stringify({ webhook: { enabled: true } })] };
  expect(after("helm_release", config, "turn values.webhook.enabled to false")).toEqual({
    name: "a",
    chart: "a",
    values: [JSON.stringify({ webhook: { enabled: false } })],
  });
});

test("names, descriptions, tags and references stay, and required arguments stay set", () => {
  const config = {
    name: "a",
    description: "true",
    tags: { a: "true" },
    cluster_name: "${aws_eks_cluster.main.name}",
  };
  expect(changesOf("aws_eks_access_entry", { cluster_name: "${aws_eks_cluster.main.name}" })).toEqual([]);
  expect(changesOf("aws_security_group", config)).toEqual([]);
});

test("an optional nested block is removed", () => {
  const config = { name: "a", image_scanning_configuration: { scan_on_push: true } };
  expect(after("aws_ecr_repository", config, "unset image_scanning_configuration")).toEqual({ name: "a" });
});
