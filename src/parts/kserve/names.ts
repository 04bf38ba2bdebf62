/** Namespace of KServe. Its charts name it in the addresses of their webhooks. */
export const KSERVE_NAMESPACE = "kserve";
