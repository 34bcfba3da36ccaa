// A page that shows how far something is looks again by itself while it is in front.
setInterval(() => { if (!document.hidden) location.reload(); }, 3000);
