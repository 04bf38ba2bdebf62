import { covers } from "../../../src/proof/model/identity/policies";

test.each([
  ["kms:ReEncrypt*", "kms:ReEncryptTo", true],
  ["arn:aws:s3:::a/*", "arn:aws:s3:::a/b/*", true],
  ["arn:aws:s3:::a?c", "arn:aws:s3:::abc", true],
  ["kms:Decrypt", "kms:DecryptAll", false],
  ["arn:aws:s3:::a.b", "arn:aws:s3:::axb", false],
])("the IAM pattern %s covers %s: %s", (pattern, text, expected) => {
  expect(covers(pattern, text)).toBe(expected);
});
