/* oxlint-disable no-var, no-unused-vars -- old browsers read it */
/* In syntax that every browser runs: says which browsers are needed where the page cannot start. */
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

  /* The page removes this notice once it has started. */
  function showNotice() {
    var notice = document.getElementById('too-old');
    if (notice) notice.removeAttribute('hidden');
  }

  /** @param {{ error?: unknown, reason?: unknown }} event */
  function onError(event) {
    /* A file that failed to load does not mean that the browser is too old. */
    if (event.error || event.reason) showNotice();
  }

  if (!isNewEnough()) {
    root.setAttribute('data-too-old', '');
    showNotice();
  }
  if (window.addEventListener) {
    window.addEventListener('error', onError);
    window.addEventListener('unhandledrejection', onError);
  }
})();
