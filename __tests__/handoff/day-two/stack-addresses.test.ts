import { stackAddresses } from "./stack-addresses";

test.each([
  ['aws_subnet.private["a"]', "aws_subnet.private_a", 'aws_subnet.private["c"]', "aws_subnet.private_c"],
  ['aws_nat_gateway.main["a"]', "aws_nat_gateway.a", 'aws_nat_gateway.main["c"]', "aws_nat_gateway.c"],
  [
    'aws_route.private["organization/10.0.0.0/8/b"]',
    "aws_route.organization_10_0_0_0_8_private_b",
    'aws_route.private["organization/10.0.0.0/8/c"]',
    "aws_route.organization_10_0_0_0_8_private_c",
  ],
  [
    'aws_eks_access_entry.admin["arn:aws:iam::222233334444:role/ml-platform-admin"]',
    "aws_eks_access_entry.admin_ml_platform_admin",
    'aws_eks_access_entry.admin["arn:aws:iam::222233334444:role/ml-on-call"]',
    "aws_eks_access_entry.admin_ml_on_call",
  ],
  [
    'aws_ecr_repository.main["training-service"]',
    "aws_ecr_repository.training_service",
    'aws_ecr_repository.main["scoring-service"]',
    "aws_ecr_repository.scoring_service",
  ],
])("%s is %s, so %s is %s", (known, from, added, expected) => {
  expect(stackAddresses(new Map([[known, from]]), [known, added])).toEqual(
    new Map([
      [known, from],
      [added, expected],
    ]),
  );
});
