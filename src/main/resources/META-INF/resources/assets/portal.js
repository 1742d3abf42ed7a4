// Behaviour on top of pages that work without it: focus on the error summary, no double submit.
import { initAll } from './govuk-frontend.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
