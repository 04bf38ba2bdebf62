import { type JsonObject } from "../../../../src/terraform/stack-json";
import { addedArguments } from "../../../../dev/mutate/generated/added-arguments";

const added = (type: string, config: JsonObject, address = `${type}.a`) =>
  addedArguments({ address, type, name: "a", config });

const changesOf = (type: string, config: JsonObject): string[] =>
  added(type, config).map(({ change }) => change);

const after = (type: string, config: JsonObject, change: string): unknown => {
  const found = added(type, config).find((each) => each.change === change);
  if (!found) throw new Error(`no ${change} in ${changesOf(type, config).join("\n")}`);
  return found.apply(structuredClone(config) as never);
};

test("an argument that the block lacks is added, with a value by its name and type", () => {
  expect(after("aws_subnet", { vpc_id: "a" }, "add map_public_ip_on_launch true")).toEqual({
    vpc_id: "a",
    map_public_ip_on_launch: true,
  });
  expect(changesOf("aws_db_instance", {})).toContain("add storage_encrypted false");
});

test("an argument that the block has, that the provider alone sets, or that is harmless is not added", () => {
  const names = changesOf("aws_subnet", { map_public_ip_on_launch: false, vpc_id: "a" }).map(
    (change) => change.split(" ")[1],
  );
  expect(
    names.filter((name) => ["map_public_ip_on_launch", "vpc_id", "arn", "id"].includes(name ?? "")),
  ).toEqual([]);
  expect(names.filter((name) => /^(tags|timeouts)/.test(name ?? ""))).toEqual([]);
  expect(names).not.toEqual([]);
});

test("a nested block that the block lacks is added with what it requires", () => {
  const change = "add remote_access";
  expect(after("aws_eks_node_group", {}, change)).toMatchObject({
    remote_access: { ec2_ssh_key: expect.any(String) as string },
  });
});

test("a nested block that the block has gets arguments, and a wider one beside it where there can be several", () => {
  const config = {
    spec: {
      template: { spec: { container: [{ name: "a", image: "b", security_context: { privileged: false } }] } },
    },
  };
  const changes = changesOf("kubernetes_deployment_v1", config);
  expect(changes).toContain("add spec.template.spec.host_network true");
  expect(changes).toContain(
    "add spec.template.spec.container.security_context.allow_privilege_escalation true",
  );
  expect(changes).toContain("add another spec.template.spec.container");
});

test("a type without a schema gets nothing", () => {
  expect(added("terraform_remote_state", {}, "data.terraform_remote_state.a")).toEqual([]);
});
