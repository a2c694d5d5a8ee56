# SPDX-License-Identifier: Apache-2.0
"""A peer for comparison: the web app from which Portico started, rewritten with the same libraries, routes and rules.

As in the original, a page of a user costs a cookie, a signature and a template, and users are a list in memory; there is no
store, no session and no way to end a login. SEED_TEMPLATES is the folder with that app's own templates. Not part of Portico."""
import datetime
import os

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.security import OAuth2, OAuth2PasswordRequestForm
from fastapi.security.utils import get_authorization_scheme_param
from fastapi.templating import Jinja2Templates
from jose import JWTError, jwt
from passlib.hash import sha512_crypt
from pydantic import BaseModel

KEY = "secret-key"
COOKIE = "access_token"
LIFE = datetime.timedelta(minutes=30)
# The hash of 12345. A constant, not computed at every start as in the original: that saves two seconds.
HASH = os.environ["SEED_HASH"]


class User(BaseModel):
    username: str
    hashed_password: str


USERS = [User(username=f"user{number}@gmail.com", hashed_password=HASH) for number in (1, 2)]


def userNamed(name):
    return next((user for user in USERS if user.username == name), None)


class CookieBearer(OAuth2):
    """The security scheme of the page for users: the token comes from the cookie."""

    async def __call__(self, request: Request):
        scheme, token = get_authorization_scheme_param(request.cookies.get(COOKIE))
        if scheme.lower() != "bearer":
            raise HTTPException(401, "Not authenticated", {"WWW-Authenticate": "Bearer"})
        return token


def tokenFor(name):
    return jwt.encode({"username": name, "exp": datetime.datetime.utcnow() + LIFE}, KEY, algorithm="HS256")


def userOf(token):
    try:
        name = jwt.decode(token, KEY, algorithms=["HS256"]).get("username")
    except JWTError:
        name = None
    if name is None:
        raise HTTPException(401, "Could not validate credentials.")
    return userNamed(name)


def mustBeUser(token: str = Depends(CookieBearer())):
    return userOf(token)


def userOrNone(request: Request):
    try:
        return userOf(request.cookies[COOKIE].removeprefix("Bearer").strip())
    except (KeyError, HTTPException):
        return None


app = FastAPI()
templates = Jinja2Templates(directory=os.environ["SEED_TEMPLATES"])


def page(request, name, **data):
    return templates.TemplateResponse(name, {"request": request, **data})


@app.get("/", response_class=HTMLResponse)
def home(request: Request):
    return page(request, "index.html", user=userOrNone(request))


@app.get("/private", response_class=HTMLResponse)
def private(request: Request, user: User = Depends(mustBeUser)):
    return page(request, "private.html", user=user)


@app.get("/auth/login", response_class=HTMLResponse)
def showLogin(request: Request):
    return page(request, "login.html")


def faultsOf(username, password):
    faults = []
    if "@" not in username:
        faults.append("Email is required")
    if len(password) < 4:
        faults.append("A valid password is required")
    return faults


@app.post("/auth/login", response_class=HTMLResponse)
async def logIn(request: Request):
    form = await request.form()
    username, password = form.get("username") or "", form.get("password") or ""
    faults = faultsOf(username, password)
    user = None if faults else userNamed(username)
    if not faults and not (user and sha512_crypt.verify(password, user.hashed_password)):
        faults = ["Incorrect Email or Password"]
    if faults:
        return page(request, "login.html", errors=faults, username=username, password=password)
    answer = RedirectResponse("/", 302)
    answer.set_cookie(COOKIE, f"Bearer {tokenFor(username)}", httponly=True)
    return answer


@app.post("/token")
def giveToken(response: Response, form: OAuth2PasswordRequestForm = Depends()):
    user = userNamed(form.username)
    if not (user and sha512_crypt.verify(form.password, user.hashed_password)):
        raise HTTPException(401, "Incorrect username or password")
    token = tokenFor(user.username)
    response.set_cookie(COOKIE, f"Bearer {token}", httponly=True)
    return {COOKIE: token, "token_type": "bearer"}


@app.get("/auth/logout")
def logOut():
    answer = RedirectResponse("/")
    answer.delete_cookie(COOKIE)
    return answer
