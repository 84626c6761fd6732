/** What the window asks of the worker that fetches and decodes frames. */
export type ToFrameWorker =
  | {
      readonly kind: 'load';
      readonly id: number;
      readonly path: string;
      /** Under which the worker keeps the bytes. */
      readonly key: string;
      /** Name of the HTTP header that comes with a frame. */
      readonly headerName: string;
    }
  | { readonly kind: 'stop'; readonly id: number }
  /** What is kept under the key is not what it should be. */
  | { readonly kind: 'forget'; readonly key: string };

export type FromFrameWorker =
  /** The bitmap is handed over: who gets it closes it. */
  | { readonly kind: 'frame'; readonly id: number; readonly header: string; readonly bitmap: ImageBitmap }
  /** The host's answer where it is no frame. */
  | { readonly kind: 'refused'; readonly id: number; readonly status: number; readonly body: string }
  | { readonly kind: 'undecodable'; readonly id: number }
  | { readonly kind: 'unreachable'; readonly id: number; readonly reason: string };
