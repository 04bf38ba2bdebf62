/**
 * Largest script of a node group, in bytes. Of the user data that EC2 accepts (`DOCUMENT_SIZES`), this project keeps 4 KiB for the part that
 * EKS adds, with the certificate of the cluster and the labels of the nodes (2026-11-26; the size of that part is not documented).
 */
export const SCRIPT_BYTES = 12_288;
