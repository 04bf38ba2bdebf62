import { lookedUpIn } from "../../../dev/resource-types/looked-up";

test.each([
  ["a resource", 'plan.resources("aws_vpc").map(at)', ["aws_vpc"]],
  ["a data source", 'plan.resources("data.aws_vpc")', ["data.aws_vpc"]],
  ["a lookup over two lines", 'plan\n  .resources(\n    "aws_eks_cluster",\n  )', ["aws_eks_cluster"]],
  ["a release", 'plan.resources("helm_release")', ["helm_release"]],
  ["a constant of the file", 'const KEY = "aws_kms_key";\nplan.resources(KEY)', ["aws_kms_key"]],
  ["a parameter", 'const isOpen = ({ config }: ResourceOf<"aws_vpc">) => config', ["aws_vpc"]],
  ["a parameter of two types", 'resource: ResourceOf<"aws_lb" | "data.aws_lb">', ["aws_lb", "data.aws_lb"]],
  ["a target", 'isOfType(plan.target(value), "aws_lb")', ["aws_lb"]],
  ["each type once", 'plan.resources("aws_vpc"); plan.resources("aws_vpc")', ["aws_vpc"]],
  ["a list of constants", 'for (const type of ["aws_lb", "aws_vpc"] as const) plan.resources(type)', []],
  ["an object of Kubernetes", 'plan.resources("kubernetes_service_v1")', []],
  ["the state of another layer", 'plan.resources("data.terraform_remote_state")', []],
  ["a type in a comparison", 'target.type === "aws_lb"', []],
])("types of lookups: %s", (_, source, types) => {
  expect(lookedUpIn(source)).toEqual(types);
});
