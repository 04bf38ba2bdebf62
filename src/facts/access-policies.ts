/**
 * EKS access policies for a namespace, by the word of the file. `view` reads no Secret; `edit` writes pods and reads
 * Secrets; `admin` also writes Roles and RoleBindings.
 *
 * Source: Amazon EKS user guide, "Review access policy permissions" (read 2026-11-25).
 */
export const ACCESS_POLICIES = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
} as const;
