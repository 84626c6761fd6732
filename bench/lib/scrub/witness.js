/**
 * Runs in the page before anything of it: notes each input, and each draw of a frame with the beginning of the animation
 * frame after the one that shows it. The same on our page and on the bare one, so that neither is asked more than the other.
 */
(() => {
  const waiting = new Map();
  const state = { input: null, awaited: null, draws: [], seen: [], isFollowing: false, isResting: false };
  const MARK = 'onset-input';
  const note = (event) => {
    state.input = event.timeStamp;
    performance.mark(MARK);
  };
  for (const type of ['keydown', 'pointerdown', 'pointermove'])
    addEventListener(type, note, { capture: true, passive: true });

  const indexOf = (canvas) => Number(/\d+/.exec(canvas.dataset.index ?? canvas.ariaLabel ?? '')?.[0]);
  const picture = () => document.querySelector('canvas[aria-label^="Frame "]');

  // A draw within an animation frame's own callbacks is shown by that frame, any other by the next.
  let isInFrame = false;
  const { requestAnimationFrame: request } = globalThis;
  globalThis.requestAnimationFrame = (callback) =>
    request((ms) => {
      isInFrame = true;
      try {
        callback(ms);
      } finally {
        isInFrame = false;
      }
    });
  const channel = new MessageChannel();
  const afterFrame = [];
  channel.port1.onmessage = () => afterFrame.shift()?.();
  const onFrameDone = (done) => {
    const post = () => {
      afterFrame.push(() => request(done));
      channel.port2.postMessage(null);
    };
    if (isInFrame) post();
    else request(post);
  };

  const { prototype } = CanvasRenderingContext2D;
  const drawImage = prototype.drawImage;
  prototype.drawImage = function (...args) {
    drawImage.apply(this, args);
    const { canvas } = this;
    if (state.isResting || !canvas.isConnected || canvas.role !== 'img') return;
    const draw = { inputMs: state.input, drawnMs: performance.now() };
    onFrameDone(() => {
      const drawn = { ...draw, frameMs: performance.now(), index: indexOf(canvas) };
      state.draws.push(drawn);
      waiting.get(drawn.index)?.(drawn);
      waiting.delete(drawn.index);
    });
  };

  const shownIndex = () => {
    const canvas = picture();
    return canvas === null ? null : indexOf(canvas);
  };
  const follow = () => {
    if (!state.isFollowing) return;
    state.seen.push({ ms: performance.now(), index: shownIndex() });
    request(follow);
  };

  globalThis.scrubWitness = {
    shownIndex,
    /** From now on the next draw of `index` is waited for. */
    await: (index) => {
      state.awaited = new Promise((resolve) => waiting.set(index, resolve));
    },
    /** Resolves with that draw once its frame has come. */
    awaited: () => state.awaited,
    /** Whether it only notes inputs: waiting for a frame after the draw asks the page for one more than it needs. */
    rest: (isResting) => {
      state.isResting = isResting;
    },
    /** From now on every animation frame notes which frame the canvas shows. */
    follow: () => {
      Object.assign(state, { draws: [], seen: [], isFollowing: true });
      request(follow);
    },
    followed: () => {
      state.isFollowing = false;
      return { draws: state.draws, seen: state.seen };
    },
  };
})();
