/** Egress of private subnets: none, one NAT gateway or one in each zone, or the transit gateway of an attachment. */
export type Egress = "none" | "single-nat" | "nat-per-az" | "transit-gateway";
