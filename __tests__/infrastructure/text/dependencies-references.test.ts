import { remoteReadsOf, targetNames } from "../../../src/infrastructure/text/dependencies-references";
import { referencesIn } from "../../../src/terraform/terraform-references";

const PROVIDERS = new Set(["aws", "kubernetes", "helm", "terraform"]);
const named = (text: string): string[] => [...new Set(targetNames(referencesIn(text), PROVIDERS))];

test.each([
  ["${aws_vpc.main.id}", ["aws_vpc.main"]],
  ["${data.aws_vpc.main.id}", ["data.aws_vpc.main"]],
  ["${one(aws_lb.demo[*].arn)}", ["aws_lb.demo"]],
  ["a ${local.oidc_issuer}:aud ${var.demo_enabled ? 1 : 0}", ["local.oidc_issuer", "var.demo_enabled"]],
  ["${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}", ["aws_eks_cluster.main"]],
  ["${aws_x.y.some_block.attribute}", ["aws_x.y"]],
  [
    "${[for rule in data.aws_vpc_security_group_rule.rules : rule.security_group_id == self.id]}",
    ["data.aws_vpc_security_group_rule.rules"],
  ],
  ['${jsonencode({"a": "${aws_vpc.main.id}"})}', ["aws_vpc.main"]],
  ["$${aws_vpc.main.id}", []],
  ["aws_vpc.main.id", []],
  ["${to_value.x} ${each.value} ${path.module}", []],
])("%s references %p", (text, names) => {
  expect(named(text).sort()).toEqual(names);
});

test("a read of another layer includes the index of a list item", () => {
  const expression = "${data.terraform_remote_state.network.outputs.private_workload_subnet_ids[1]}";
  expect(remoteReadsOf(referencesIn(expression))).toEqual([
    { layer: "network", output: "private_workload_subnet_ids", step: 1 },
  ]);
  const keyed = '${data.terraform_remote_state.network.outputs.private_workload_subnet_ids_by_zone["b"]}';
  expect(remoteReadsOf(referencesIn(keyed))).toEqual([
    { layer: "network", output: "private_workload_subnet_ids_by_zone", step: "b" },
  ]);
});
