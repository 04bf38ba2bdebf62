import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { asObject } from "../../../src/terraform/stack-json";
import { RETAIL, networkOf } from "../network-stack";

const stack = networkOf(RETAIL);

test("OUT-01 the outputs of the network have the required names", () => {
  const values = Object.fromEntries(
    Object.entries(stack.outputs).map(([name, output]) => [name, asObject(output)["value"]]),
  );
  expect(values).toMatchObject({
    vpc_id: "${aws_vpc.main.id}",
    vpc_cidr_block: "10.0.0.0/16",
    public_alb_subnet_ids: ["${aws_subnet.public_a.id}", "${aws_subnet.public_b.id}"],
    private_workload_subnet_ids: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
    private_workload_subnet_ids_by_zone: {
      a: "${aws_subnet.private_a.id}",
      b: "${aws_subnet.private_b.id}",
    },
    alb_security_group_id: "${aws_security_group.alb.id}",
    eks_nodes_security_group_id: "${aws_security_group.nodes.id}",
    eks_control_plane_security_group_id: "${aws_security_group.control_plane.id}",
    s3_vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}",
    ecr_api_vpc_endpoint_id: "${aws_vpc_endpoint.ecr_api.id}",
  });
});

test("TAG-01 all resources of the network that the console lists have a Name tag", () => {
  const named = [Vpc, Subnet, SecurityGroup, VpcEndpoint, RouteTable, InternetGateway, FlowLog].map(
    (type): string => type.tfResourceType,
  );
  const resources = stack.resources().filter(({ type }) => named.includes(type));
  expect(resources.length).toBeGreaterThan(15);
  expect(resources.filter(({ config }) => !("Name" in asObject(config["tags"] ?? null)))).toEqual([]);
});
