/** What WebGPU says of an adapter. */
export interface AdapterWords {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter: boolean;
}

/** Names under which a processor is offered as a graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|softwarerasterizer|\bwarp\b|basic render/i;

/** The name of a graphics card as people know it. */
export function adapterName({ description, device, vendor, architecture }: AdapterWords): string {
  return description || device || `${vendor} ${architecture}`.trim() || 'unnamed';
}

/**
 * True where the "card" is a program that runs on the processor. Dawn gives `isFallbackAdapter` for a Vulkan device of
 * type CPU and for WARP; the names are looked at too, since a driver may give itself another type.
 */
export function isSoftwareAdapter(adapter: AdapterWords): boolean {
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter;
  return isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description].join(' '));
}
