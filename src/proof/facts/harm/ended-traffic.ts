/** Part of a network whose end or replacement ends traffic. */
export interface EndedTraffic {
  readonly type: string;
  /** Traffic that ends with a replacement, where Terraform destroys the old one first. */
  readonly replaced: string;
  /** Traffic that ends where it is destroyed. @default - other facts show it: routes, rules and endpoints are compared */
  readonly destroyed?: string;
}

/**
 * Sources: Amazon VPC user guide, "Delete your VPC", "Delete a subnet" and "Security groups"; Elastic Load Balancing guide,
 * "Delete an Application Load Balancer"; AWS Transit Gateway guide, "Transit gateway VPC attachments"; Route 53 guide, "Deleting a
 * public hosted zone" (unconfirmed).
 */
export const ENDED_TRAFFIC: readonly EndedTraffic[] = [
  {
    type: "aws_vpc",
    replaced: "everything in it ends and is created anew: subnets, endpoints, load balancers and nodes",
    destroyed: "everything in it ends: subnets, endpoints, load balancers and nodes",
  },
  {
    type: "aws_subnet",
    replaced:
      "nodes, load balancers and endpoints in it end first, since AWS deletes no subnet with an interface in it",
  },
  {
    type: "aws_nat_gateway",
    replaced: "connections to the internet end until the new one is ready and routes lead to it",
  },
  {
    type: "aws_internet_gateway",
    replaced: "connections from and to the internet end until the new one is attached and routes lead to it",
  },
  {
    type: "aws_vpc_endpoint",
    replaced: "calls of its service fail, or leave the VPC, until the new one is ready",
  },
  {
    type: "aws_ec2_transit_gateway_vpc_attachment",
    replaced: "the other networks are not reached until the new one is accepted and routes lead to it",
    destroyed: "no packet comes from the other networks, or goes to them",
  },
  {
    type: "aws_vpc_peering_connection",
    replaced: "the other network is not reached until its owner accepts the new one and routes lead to it",
    destroyed: "no packet comes from the other network, or goes to it",
  },
  {
    type: "aws_vpn_connection",
    replaced: "the other network is not reached until its device has the new tunnels",
    destroyed: "no packet comes from the other network, or goes to it",
  },
  {
    type: "aws_lb",
    replaced: "clients get no answer until the new one is ready and their name leads to it",
    destroyed: "its clients get no answer",
  },
  {
    type: "aws_lb_listener",
    replaced: "connections to its port are refused until the new one is ready",
    destroyed: "connections to its port are refused",
  },
  {
    type: "aws_lb_target_group",
    replaced: "requests get an error until targets are registered in the new one and are healthy",
    destroyed: "requests that a listener forwards to it get an error",
  },
  {
    type: "aws_route53_zone",
    replaced: "no name in it resolves until its domain leads to the name servers of the new one",
    destroyed: "no name in it resolves",
  },
  {
    type: "kubernetes_ingress_v1",
    replaced:
      "the controller deletes the load balancer and makes another one, with another name and other addresses",
    destroyed: "the controller deletes the load balancer, and its clients get no answer",
  },
];
