/* oxlint-disable no-var, no-unused-vars -- old browsers read it */
/* In words that every browser knows: it says what this page needs, where the page itself cannot. */
(function () {
  'use strict';
  var root = document.documentElement;

  function isNewEnough() {
    try {
      new RegExp('\\p{RGI_Emoji}', 'v');
      return (
        'noModule' in document.createElement('script') &&
        'popover' in HTMLElement.prototype &&
        typeof Intl.Segmenter === 'function' &&
        typeof AbortSignal.any === 'function' &&
        CSS.supports('color', 'light-dark(red, red)')
      );
    } catch (_error) {
      return false;
    }
  }

  /* The page takes the sentence away when it has begun. */
  function say() {
    var sentence = document.getElementById('too-old');
    if (sentence) sentence.removeAttribute('hidden');
  }

  /** @param {{ error?: unknown, reason?: unknown }} event */
  function failed(event) {
    /* A file that did not come says nothing of the browser. */
    if (event.error || event.reason) say();
  }

  if (!isNewEnough()) {
    root.setAttribute('data-too-old', '');
    say();
  }
  if (window.addEventListener) {
    window.addEventListener('error', failed);
    window.addEventListener('unhandledrejection', failed);
  }
})();
