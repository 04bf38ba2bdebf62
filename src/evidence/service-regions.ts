/**
 * Services whose calls IAM sees in one region, wherever the caller is. Source: IAM user guide, "AWS global condition context keys",
 * aws:RequestedRegion (unconfirmed).
 */
const GLOBAL_SERVICES = /^(cloudfront|iam|importexport|organizations|route53|shield|support|waf):/i;

/** The region of a call, as `aws:RequestedRegion` has it. */
export const requestedRegion = (action: string, region: string): string =>
  GLOBAL_SERVICES.test(action) && !/^(cn|us-gov)-/.test(region) ? "us-east-1" : region;

/** Keys that name the organization of the account, which no file has: a condition on them is the owner's statement. */
export const ORGANIZATION_KEYS: readonly string[] = [
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:ResourceOrgID",
  "aws:ResourceOrgPaths",
  "aws:SourceOrgID",
];
