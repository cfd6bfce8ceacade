// What is used of twitter-api-v2. Loaded by load-library.ts when the first request is made.
export {
  ApiPartialResponseError,
  ApiRequestError,
  ApiResponseError,
  TwitterApi,
} from 'twitter-api-v2';
