/** Egress of private subnets: none, one NAT gateway, or one in each zone. */
export type Egress = "none" | "single-nat" | "nat-per-az";
