/** CPU as Kubernetes writes it (`250m`, `2`), in thousandths of a CPU. */
export function cpuMillis(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}

/** Memory as Kubernetes writes it (`512Mi`, `2Gi`), in MiB. */
export function memoryMiB(quantity: string): number {
  const amount = Number(quantity.slice(0, -2));
  return quantity.endsWith("Gi") ? amount * 1024 : amount;
}
